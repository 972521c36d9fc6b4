"""Tallies: how many facts of each kind a unit had on a day. A projection of the journal; it can be rebuilt."""

from django.db import models


class Tally(models.Model):
    """A count for one unit, category, day and kind of fact."""

    unit_id = models.BigIntegerField()
    category = models.CharField(max_length=40)
    day = models.DateField()
    kind = models.CharField(max_length=40)
    count = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_id", "day", "kind", "category"], name="one_tally_a_cell")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.day} {self.kind} {self.count}"
