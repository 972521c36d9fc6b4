"""Spans of days: ``from_on`` is the first day, ``to_on`` the first day after; an open span ends on FOREVER."""

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import Q

FOREVER = date(9999, 12, 31)

M = TypeVar("M", bound=models.Model)


def on_day(day: date, prefix: str = "") -> Q:
    """Return the condition that a row's span covers a day; ``prefix`` reaches it through a relation (``name__``)."""
    return Q(**{f"{prefix}from_on__lte": day, f"{prefix}to_on__gt": day})


class SpanQuerySet(models.QuerySet[M]):
    """Rows that hold for a span of days."""

    def on(self, day: date) -> "SpanQuerySet[M]":
        """Return the rows that hold on a day."""
        return self.filter(on_day(day))
