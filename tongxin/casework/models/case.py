"""A case: one matter that somebody raised."""

from django.db import models
from django.db.models import Q

from tongxin.casework.facts import CaseValues
from tongxin.casework.models.words import Worded
from tongxin.core import clock


class Case(Worded):
    """One matter. ``unit`` is responsible for it now, ``handler`` has it in hand; ``round`` counts its starts.

    ``next_due_on``, ``next_kind`` and ``stopped`` repeat what its clocks say, so that a queue sorts by index.
    """

    number = models.CharField(max_length=24, unique=True)
    mode = models.CharField(max_length=16, default="named")
    category = models.CharField(max_length=40, default="other")
    suggested = models.CharField(max_length=40, default="", blank=True)
    place = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=12, default="raised")
    outcome = models.CharField(max_length=12, default="", blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    raiser = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    raiser_label = models.CharField(max_length=80, default="", blank=True)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    handler = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(default=clock.now)
    accepted_at = models.DateTimeField(null=True)
    first_reply_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    next_due_on = models.DateField(null=True)
    next_kind = models.CharField(max_length=16, default="", blank=True)
    stopped = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    imported = models.BooleanField(default=False)
    source_id = models.CharField(max_length=60, null=True, unique=True)
    fingerprint = models.CharField(max_length=32, default="", blank=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="in_hand") | Q(handler__isnull=False) | Q(imported=True),
                name="in_hand_has_a_holder",
            ),
            models.CheckConstraint(
                condition=~Q(mode="handler_only") | Q(title="", body="", wish="", spot=""),
                name="handler_only_is_sealed",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "status", "next_due_on", "id"], name="case_unit_due"),
            models.Index(fields=["handler", "status", "next_due_on", "id"], name="case_handler_due"),
            models.Index(fields=["raiser", "-id"], name="case_raiser"),
            models.Index(fields=["status", "next_due_on", "id"], name="case_due"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def label(self) -> str:
        """Return how the journal, files and clocks name this case."""
        return f"casework.case:{self.pk}"

    def for_facts(self) -> CaseValues:
        """Return what every fact about this case says of it."""
        return CaseValues(
            object=self.label, unit_id=self.unit_id, category=self.category, mode=self.mode, round=self.round
        )
