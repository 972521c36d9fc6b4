"""The running number of cases within a day."""

from django.db import models


class DayCounter(models.Model):
    """How many cases bear a number of this day."""

    day = models.DateField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day} {self.last}"
