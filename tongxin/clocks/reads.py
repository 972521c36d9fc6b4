"""What others may know of clocks: their terms, and the calendar as it stands."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import prefetch_related_objects

from tongxin.clocks.models import CalendarDay, CalendarVersion, CalendarYear, Clock
from tongxin.clocks.rules.calendar import STATUTORY, STATUTORY_YEARS, Calendar, SetDay
from tongxin.clocks.rules.term import Term, derive
from tongxin.core import clock as time
from tongxin.core.page_memory import once_a_page


def calendar() -> Calendar:
    """Return the working calendar of the organisation. One small query; the days are read again when they changed."""
    return calendar_of(calendar_version())


@once_a_page
def calendar_version() -> str:
    """Return the name of the calendar's present version; empty while nobody has set a day."""
    return CalendarVersion.objects.values_list("name", flat=True).first() or ""


@lru_cache(maxsize=4)
def calendar_of(version: str) -> Calendar:
    """Return the calendar behind a version that was just read."""
    if not version:
        return STATUTORY
    years = CalendarYear.objects.values_list("year", flat=True)
    return Calendar(
        {row.day: SetDay(row.working, row.statutory, row.reason, row.source) for row in CalendarDay.objects.all()},
        STATUTORY_YEARS | frozenset(years),
    )


def term_of(clock: Clock, *, today: date | None = None) -> Term:
    """Return the term of a clock as of today, or of another day."""
    return terms_of([clock], today=today)[clock.pk]


def terms_of(clocks: Iterable[Clock], *, today: date | None = None) -> dict[int, Term]:
    """Return the terms of clocks by their id. Two queries, however many clocks; none for entries already fetched."""
    rows, days, as_of = list(clocks), calendar(), today or time.today()
    prefetch_related_objects(rows, "entries")
    return {row.pk: derive([entry.as_entry() for entry in row.entries.all()], days, as_of) for row in rows}


def clocks_of(subject: str) -> list[Clock]:
    """Return all clocks of a subject with their entries, oldest first."""
    return list(Clock.objects.filter(subject=subject).order_by("pk").prefetch_related("entries"))
