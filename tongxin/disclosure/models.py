"""Requests to correct what is kept of a person."""

from django.db import models
from django.db.models import Q

from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name

CORRECTED, KEPT = "corrected", "kept"


class Correction(models.Model):
    """One person says what of his own data is wrong; somebody who may change it answers, once. Both stay readable."""

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    person = models.ForeignKey("organisation.Person", models.PROTECT, related_name="+")
    words = SealedTextField()
    asked_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=9, default="", blank=True)
    answer = SealedTextField(default="", blank=True)
    answered_by = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=["", CORRECTED, KEPT]), name="correction_outcome_is_a_word"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at=None) | (~Q(outcome="") & Q(answered_at__isnull=False)),
                name="correction_answered_whole",
            ),
        ]
        indexes = [models.Index(fields=["answered_at", "id"], name="correction_waiting")]

    def __str__(self) -> str:
        return f"correction {self.pk}"

    @property
    def label(self) -> str:
        """Return how the journal names this request."""
        return f"disclosure.correction:{self.pk}"
