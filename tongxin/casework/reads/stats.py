"""Figures of all stored cases for the command line: how many, how long an answer took, which unit has how many."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from django.db.models import Count

from tongxin.casework.models import Case, Duplicate
from tongxin.clocks.public import calendar, working_days_between
from tongxin.core import clock

DAY_SECONDS = 86_400


def case_stats() -> dict[str, Any]:
    """Return counts and medians. Duplicates are not cases.

    A calendar day is 86,400 seconds from the raising to the answer; a working day d counts if
    raised date < d <= answered date.
    """
    answered = Case.objects.filter(answered_at__isnull=False).values_list("raised_at", "answered_at")
    days: list[float] = []
    working: list[float] = []
    known = calendar()
    for raised_at, answered_at in answered.iterator(chunk_size=5000):
        if answered_at is None:
            continue
        days.append((answered_at - raised_at).total_seconds() / DAY_SECONDS)
        working.append(working_days_between(clock.day_of(raised_at), clock.day_of(answered_at), known))
    by_unit = Case.objects.values_list("unit__code").annotate(cases=Count("pk")).order_by("unit__code")
    return {
        "cases": Case.objects.count(),
        "answered": Case.objects.filter(messages__kind="answer").distinct().count(),
        "duplicates": Duplicate.objects.count(),
        "median_calendar_days": _median(days),
        "median_working_days": _median(working),
        "by_unit": dict(by_unit),
    }


def _median(values: Sequence[float]) -> float | None:
    return round(median(values), 6) if values else None


def live_count() -> int:
    """Return how many cases somebody still waits for; old ones that were brought in without a clock are none."""
    return Case.objects.filter(live=True).exclude(imported=True, next_due_on=None).count()
