"""The organisation's own hand in the calendar: days it set, years whose notice it entered, and the version of both."""

from django.db import models


class CalendarDay(models.Model):
    """A day that stands over the built-in table: from a newer notice (``statutory``), or the organisation's own."""

    day = models.DateField(unique=True)
    working = models.BooleanField()
    statutory = models.BooleanField()
    reason = models.CharField(max_length=60)
    source = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}"


class CalendarYear(models.Model):
    """A year whose yearly notice was entered in full: from then on its results are no longer provisional."""

    year = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return str(self.year)


class CalendarVersion(models.Model):
    """The one row that changes with the calendar, so that every process notices.

    A random name and not a number: a number that was rolled back would come again with other days behind it.
    """

    name = models.CharField(max_length=22)

    def __str__(self) -> str:
        return self.name
