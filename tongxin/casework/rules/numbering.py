"""Case numbers: ``2026-1111-037`` is the 37th case of 11 November 2026."""

from datetime import date


def case_number(day: date, count: int) -> str:
    """Return the number of the ``count``-th case of a day (from 1)."""
    return f"{day:%Y-%m%d}-{count:03d}"


def day_prefix(day: date) -> str:
    """Return how all numbers of a day begin."""
    return f"{day:%Y-%m%d}-"
