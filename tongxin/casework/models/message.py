"""What was said and done in a case, in order."""

from django.db import models

from tongxin.casework.models.words import Worded
from tongxin.core import clock


class Message(Worded):
    """One line of the thread.

    ``talk`` and ``answer`` are seen by raiser and handler, ``note`` by those who handle only; a ``step`` is what the
    system noted, with its code and values, worded when shown.
    """

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=8)
    by_raiser = models.BooleanField(default=False)
    author = models.ForeignKey("organisation.Person", models.PROTECT, null=True, related_name="+")
    author_label = models.CharField(max_length=80, default="", blank=True)
    step = models.CharField(max_length=16, default="", blank=True)
    data = models.JSONField(default=dict)
    round = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="message_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.step}"

    @property
    def label(self) -> str:
        """Return how files name this message as their owner."""
        return f"casework.message:{self.pk}"
