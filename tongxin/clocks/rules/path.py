"""The way of a term through the calendar: from which day it counts, where it stands still, on which day it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from tongxin.clocks.rules.calendar import Calendar
from tongxin.clocks.rules.entries import UNTIL_RESTART, Entry, Kind, Length, Unit

ONE_DAY = timedelta(days=1)


class Counting(Protocol):
    """How a unit is counted over the calendar."""

    def between(self, after: date, until: date) -> int:
        """Return how many days d count with after < d <= until."""

    def nth(self, after: date, n: int) -> date:
        """Return the n-th day that counts after a day."""


class NaturalDays:
    """Every day counts."""

    def between(self, after: date, until: date) -> int:
        """Return how many days d there are with after < d <= until."""
        return max(0, (until - after).days)

    def nth(self, after: date, n: int) -> date:
        """Return the n-th day after a day."""
        return after + timedelta(days=n)


NATURAL_DAYS = NaturalDays()


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which the term stands still: from the day of the entry up to, not including, ``resumes_on``."""

    entry: Entry
    resumes_on: date

    def holds(self, day: date) -> bool:
        """Return whether the term stands still on a day."""
        return self.entry.day <= day < self.resumes_on


@dataclass(frozen=True, slots=True)
class Path:
    """What the entries come to. ``counts_from`` is the start, or the last handing-on that began the term afresh."""

    start: Entry
    afresh: Entry | None
    extensions: tuple[Entry, ...]
    stops: tuple[Stop, ...]
    over: Entry | None
    limit: Length | None

    @property
    def counts_from(self) -> date:
        """Return the day after which the length is counted."""
        return (self.afresh or self.start).day

    @property
    def length(self) -> int:
        """Return the length with all extensions."""
        return self.start.amount + sum(extension.amount for extension in self.extensions)

    def is_stopped_on(self, day: date) -> bool:
        """Return whether the term stands still on a day."""
        return any(stop.holds(day) for stop in self.stops)

    def counted(self, counting: Counting, after: date, until: date) -> int:
        """Return how many days count with after < d <= until, the days of stops left out."""
        stood = (
            counting.between(max(after, stop.entry.day - ONE_DAY), min(until, stop.resumes_on - ONE_DAY))
            for stop in self.stops
        )
        return counting.between(after, until) - sum(stood)


@dataclass(frozen=True, slots=True)
class Deadline:
    """How the last day was found: counted off, moved behind days off (article 203), cut off by an outer limit."""

    counted_on: date
    moved_on: date
    limit_on: date | None

    @property
    def due_on(self) -> date:
        """Return the last day."""
        return self.moved_on if self.limit_on is None else min(self.moved_on, self.limit_on)


def counting(calendar: Calendar, unit: Unit) -> Counting:
    """Return how a unit is counted."""
    return NATURAL_DAYS if unit is Unit.DAYS else calendar.days


def path_of(entries: Sequence[Entry], calendar: Calendar, today: date) -> Path:
    """Return the way that well-ordered entries describe. A stop that is still on stands until the end of today."""
    start, over = entries[0], entries[-1] if entries[-1].kind in (Kind.END, Kind.CANCEL) else None
    fresh_at = max((at for at, entry in enumerate(entries) if entry.afresh), default=0)
    current = entries[fresh_at:]
    horizon = (min(today, over.day) if over else today) + ONE_DAY
    stops = tuple(
        Stop(entry, _resumes_on(entry, current[at + 1 :], calendar, horizon))
        for at, entry in enumerate(current)
        if entry.kind is Kind.STOP
    )
    return Path(
        start=start,
        afresh=entries[fresh_at] if fresh_at else None,
        extensions=tuple(entry for entry in current if entry.kind is Kind.EXTEND),
        stops=stops,
        over=over,
        limit=_limit(entries),
    )


def deadline_of(path: Path, calendar: Calendar) -> Deadline:
    """Return the last day of a term, and how it was found."""
    counted_on = moved_on = _count_off(path, counting(calendar, path.start.unit))
    if path.start.unit is Unit.DAYS:
        moved_on = calendar.end_of_period(counted_on, lambda day: not path.is_stopped_on(day))
    return Deadline(counted_on, moved_on, _limit_on(path, calendar))


def _resumes_on(stop: Entry, later: Sequence[Entry], calendar: Calendar, horizon: date) -> date:
    ends = [entry.day for entry in later if entry.kind in (Kind.RESTART, Kind.STOP)][:1] or [max(stop.day, horizon)]
    if stop.amount != UNTIL_RESTART:
        ends.append(calendar.days.nth(stop.day - ONE_DAY, stop.amount) + ONE_DAY)
    return min(ends)


def _limit(entries: Sequence[Entry]) -> Length | None:
    limit = entries[0].limit
    if limit is None:
        return None
    moved = sum(entry.limit.amount for entry in entries[1:] if entry.limit)
    return Length(limit.amount + moved, limit.unit)


def _count_off(path: Path, counting: Counting) -> date:
    at, left = path.counts_from, path.length
    for stop in path.stops:
        run = counting.between(at, stop.entry.day - ONE_DAY)
        if left <= run:
            break
        left -= run
        at = max(at, stop.resumes_on - ONE_DAY)
    return counting.nth(at, left)


def _limit_on(path: Path, calendar: Calendar) -> date | None:
    if path.limit is None:
        return None
    if path.limit.unit is Unit.DAYS:
        return calendar.add_days(path.start.day, path.limit.amount)
    return calendar.statutory_days.nth(path.start.day, path.limit.amount)
