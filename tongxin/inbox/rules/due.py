"""How near a day is, and what comes first."""

from datetime import date, timedelta
from typing import Literal

SOON = timedelta(days=2)

Nearness = Literal["late", "soon", ""]


def nearness(due_on: date | None, today: date) -> Nearness:
    """Return whether a day is over (``late``), today or within two days (``soon``), or further off."""
    if due_on is None or due_on - today > SOON:
        return ""
    return "late" if due_on < today else "soon"


def rank(due_on: date | None, order: int, title: str) -> tuple[date, int, str]:
    """Return by what to-dos are sorted: the nearest day first, without a day last, then their own order."""
    return due_on or date.max, order, title
