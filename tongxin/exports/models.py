"""The log of files that left, and the requests for those too large for one person."""

from django.db import models
from django.db.models import Q

from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name

MADE, ASKED, APPROVED, REFUSED = "made", "asked", "approved", "refused"
PAGE, CONSOLE = "page", "console"


class Export(models.Model):
    """One file of one kind for one person: made at once, or asked for and decided by a second person.

    ``rows`` are the sensitive rows that were counted before; ``taken`` says how often the file was made. ``what`` names
    a kind of file, ``unit_key`` what was asked for; ``unit`` is whose rows they are, none for several.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    number = models.CharField(max_length=20, unique=True)
    what = models.CharField(max_length=30)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+")
    unit_key = models.CharField(max_length=22, default="", blank=True)
    way = models.CharField(max_length=8, default=PAGE)
    state = models.CharField(max_length=8)
    rows = models.PositiveIntegerField()
    asked_at = models.DateTimeField(default=clock.now)
    reason = SealedTextField(default="", blank=True)
    decided_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = SealedTextField(default="", blank=True)
    ends_at = models.DateTimeField(null=True)
    taken = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[MADE, ASKED, APPROVED, REFUSED]), name="export_state_is_a_word"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("person")), name="export_decided_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state=APPROVED) | Q(decided_by__isnull=False, ends_at__isnull=False),
                name="export_approved_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "what", "asked_at"], name="export_of_person"),
            models.Index(fields=["state", "asked_at"], name="export_waiting"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def label(self) -> str:
        """Return how the journal names this export."""
        return f"exports.export:{self.pk}"
