"""What people say about the platform."""

from django.db import models
from django.db.models import Q

from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name


class Remark(models.Model):
    """One complaint or suggestion about the platform itself, and its answer.

    ``key`` is the name in the address by which its writer finds the answer. ``person`` is set only where the writer
    left his name. ``hour`` is all that is kept of the time: a minute could tell who sat at which device.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    person = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    body = SealedTextField()
    contact = SealedTextField(default="", blank=True)
    hour = models.DateTimeField(db_index=True)
    answer = SealedTextField(default="", blank=True)
    answered_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    helped = models.CharField(max_length=3, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(helped__in=["", "yes", "no"]), name="remark_helped_is_a_word"),
            models.CheckConstraint(
                condition=Q(helped="") | Q(answered_at__isnull=False), name="remark_helped_by_answer"
            ),
        ]
        indexes = [models.Index(fields=["answered_at", "id"], name="remark_waiting")]

    def __str__(self) -> str:
        return f"remark {self.pk}"

    @property
    def label(self) -> str:
        """Return how the journal names this remark."""
        return f"feedback.remark:{self.pk}"
