"""A case: one matter that somebody raised."""

from datetime import date

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from tongxin.casework.facts import CaseValues
from tongxin.casework.models.words import Worded
from tongxin.casework.rules.states import LIVE
from tongxin.core import clock

NO_DAY = date(9999, 12, 31)  # where a case without a deadline stands in a queue: last


class Case(Worded):
    """One matter. ``unit`` is responsible for it now, ``handler`` has it in hand; ``round`` counts its starts.

    ``next_due_on``, ``next_kind`` and ``stopped`` repeat what its clocks say, so that a queue sorts by index. ``live``
    and ``queue_on`` are made by the database: no index serves a list of states together with an order.
    ``escalated`` is the deadline and level of which people were last told.
    """

    number = models.CharField(max_length=24, unique=True)
    mode = models.CharField(max_length=16, default="named")
    category = models.CharField(max_length=40, default="other")
    suggested = models.CharField(max_length=40, default="", blank=True)
    place = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=12, default="raised")
    outcome = models.CharField(max_length=12, default="", blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    raiser = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+", db_index=False)
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
    escalated = models.CharField(max_length=40, default="", blank=True)
    live = models.GeneratedField(
        expression=Q(status__in=sorted(state.value for state in LIVE)),  # type: ignore[arg-type]  # Q is as good
        output_field=models.BooleanField(),
        db_persist=True,
    )
    queue_on = models.GeneratedField(
        expression=Coalesce(F("next_due_on"), Value(NO_DAY)), output_field=models.DateField(), db_persist=True
    )
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
            models.Index(
                fields=["queue_on", "id", "unit", "status", "stopped", "handler", "raiser"],
                name="case_queue",
                condition=Q(live=True),
            ),
            models.Index(
                fields=["unit", "queue_on", "id", "status", "stopped", "handler", "raiser"],
                name="case_unit_queue",
                condition=Q(live=True),
            ),
            models.Index(
                fields=["status", "queue_on", "id", "unit", "stopped", "handler", "raiser"],
                name="case_status_queue",
                condition=Q(live=True),
            ),
            models.Index(fields=["handler", "queue_on", "id"], name="case_handler_queue", condition=Q(live=True)),
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
