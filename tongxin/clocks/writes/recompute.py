"""Bring the derived columns of clocks up to date: after the calendar changed, and when a stop ran out by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from tongxin.clocks.models import Clock
from tongxin.clocks.reads import calendar_version, terms_of
from tongxin.clocks.rules.term import State
from tongxin.clocks.writes.entries import DERIVED, keep

BATCH = 500


@dataclass(frozen=True)
class Moved:
    """A clock whose deadline is another day than before."""

    clock_id: int
    subject: str
    due_before: date
    due_on: date


def recompute(clocks: Iterable[Clock]) -> list[Moved]:
    """Derive clocks again and keep the result, all in one transaction. Returns those whose deadline moved."""
    with transaction.atomic():
        chosen = Clock.objects.filter(pk__in=[clock.pk for clock in clocks])
        rows = list(chosen.select_for_update())
        version, terms, changed, moved = calendar_version(), terms_of(rows), [], []
        for row in rows:
            before, due_before = _derived(row), row.due_on
            keep(row, terms[row.pk], version)
            if _derived(row) != before:
                changed.append(row)
            if row.due_on != due_before:
                moved.append(Moved(row.pk, row.subject, due_before, row.due_on))
        Clock.objects.bulk_update(changed, DERIVED)
        chosen.update(calendar_version=version)
    return moved


def _derived(row: Clock) -> list[object]:
    return [getattr(row, name) for name in DERIVED]


def recompute_open_clocks() -> list[Moved]:
    """Bring every open clock up to date that stands still or was reckoned by an older calendar, batch by batch."""
    open_states = Q(state__in=[State.RUNNING.value, State.STOPPED.value])
    stale = Q(state=State.STOPPED.value) | ~Q(calendar_version=calendar_version())
    moved: list[Moved] = []
    last = 0
    while rows := list(Clock.objects.filter(open_states, stale, pk__gt=last).order_by("pk")[:BATCH]):
        moved += recompute(rows)
        last = rows[-1].pk
    return moved
