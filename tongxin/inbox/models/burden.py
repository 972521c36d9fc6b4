"""How much the platform asks of people: counts of whole groups, never of a person."""

from django.db import models

PEOPLE = "people"


class Burden(models.Model):
    """On one day, people of one kind of post in one kind of unit were told ``count`` times.

    ``what`` is notice, mail or robot, with the ``kind`` of notice; or ``people``: how many people the group had.
    Groups of fewer than five people do not exist here: they were put together before anything was written.
    """

    day = models.DateField()
    role = models.CharField(max_length=40)
    unit_type = models.CharField(max_length=40)
    what = models.CharField(max_length=8)
    kind = models.CharField(max_length=60, default="", blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "role", "unit_type", "what", "kind"], name="burden_cell")]

    def __str__(self) -> str:
        return f"{self.day} {self.role} {self.what}"
