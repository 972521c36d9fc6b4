"""Arithmetic of terms."""

from calendar import monthrange
from datetime import date

MONTHS = 12


def months_before(day: date, months: int) -> date:
    """Return the day so many months earlier; the last of the month where there is no such day."""
    index = day.year * MONTHS + day.month - 1 - months
    year, month = divmod(index, MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
