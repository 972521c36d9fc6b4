"""Ratings: what the raiser says of an answer. No handler sees a single one."""

from django.db import models

from tongxin.core import clock
from tongxin.core.fields import SealedTextField
from tongxin.core.names import new_name


class Rating(models.Model):
    """One rating of one round. ``mark`` is empty for no opinion, else very_bad, bad, good or very_good.

    The remark is sealed in every case: it speaks of the handler, and nobody reads a single one.
    """

    key = models.CharField(max_length=22, unique=True, default=new_name, editable=False)
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    solved = models.CharField(max_length=4)
    mark = models.CharField(max_length=12, default="", blank=True)
    remark = SealedTextField(default="", blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round"], name="one_rating_a_round")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.round} {self.solved}"
