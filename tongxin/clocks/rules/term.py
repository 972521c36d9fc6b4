"""A term as it stands on a day: when it is due, how much is left, whether it was kept, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from tongxin.clocks.rules.calendar import Calendar
from tongxin.clocks.rules.entries import Entry, ImpossibleTermError, Kind, Refusal, Unit, check_order, in_order
from tongxin.clocks.rules.path import Deadline, Path, counting, deadline_of, path_of
from tongxin.clocks.rules.why import Line, explain


class State(StrEnum):
    """Where a term stands. A term that is over its deadline is still running: nothing but an answer ends it."""

    RUNNING = "running"
    STOPPED = "stopped"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Term:
    """A term as of a day. All counts are in ``unit``; ``elapsed`` and ``left`` always add up to ``total``.

    ``due_on`` of a stopped term is the day it would have if it counted again from tomorrow. ``as_of`` is today, or the
    day on which the term was over.
    """

    path: Path
    deadline: Deadline
    calendar: Calendar
    first_due_on: date
    today: date
    state: State
    as_of: date
    total: int
    left: int

    @property
    def start_on(self) -> date:
        """Return the day of the event, which is not counted."""
        return self.path.start.day

    @property
    def unit(self) -> Unit:
        """Return the unit of all counts."""
        return self.path.start.unit

    @property
    def due_on(self) -> date:
        """Return the last day on which the term is kept."""
        return self.deadline.due_on

    @property
    def elapsed(self) -> int:
        """Return how much of the term was used; today is counted."""
        return self.total - self.left

    @property
    def stood(self) -> int:
        """Return how much time did not count because the clock was stopped."""
        count, start = counting(self.calendar, self.unit), self.path.counts_from
        return count.between(start, self.as_of) - self.path.counted(count, start, self.as_of)

    @property
    def is_over(self) -> bool:
        """Return whether the deadline has passed. On a day off after it the answer is yes, and ``over_by`` still 0."""
        return self.as_of > self.due_on

    @property
    def over_by(self) -> int:
        """Return by how much the deadline is, or was, missed."""
        return max(0, -self.left)

    @property
    def ended_on(self) -> date | None:
        """Return the day of the answer, if it came."""
        return self.as_of if self.state is State.ENDED else None

    @property
    def in_time(self) -> bool | None:
        """Return whether the answer came on or before the last day; None before it came."""
        return not self.is_over if self.state is State.ENDED else None

    @property
    def provisional(self) -> bool:
        """Return whether the term touches a year whose statutory table is not out yet (cal.provisional)."""
        return not self.calendar.are_known(self.start_on, max(self.start_on, self.due_on))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Return why the term ends on this date. Walks its days: ask for it on a page, not in a list."""
        return explain(self.path, self.deadline, self.calendar)


def derive(entries: Iterable[Entry], calendar: Calendar, today: date) -> Term:
    """Return the term that its entries make on a day. Raises ImpossibleTermError where they contradict each other."""
    ordered = in_order(entries)
    check_order(ordered)
    path = path_of(ordered, calendar, today)
    deadline = deadline_of(path, calendar)
    first = deadline if len(ordered) == 1 else deadline_of(path_of(ordered[:1], calendar, today), calendar)
    as_of = min(today, path.over.day) if path.over else today
    count, due_on = counting(calendar, path.start.unit), deadline.due_on
    left = path.counted(count, max(as_of, path.counts_from), due_on) or -count.between(due_on, as_of)
    return Term(
        path=path,
        deadline=deadline,
        calendar=calendar,
        first_due_on=first.due_on,
        today=today,
        state=_state(path, today),
        as_of=as_of,
        total=path.counted(count, path.counts_from, max(due_on, path.counts_from)),
        left=left,
    )


def check_next(entries: Iterable[Entry], new: Entry, calendar: Calendar, today: date) -> Term:
    """Return the term with a new entry. Raises ImpossibleTermError if it may not be made.

    A term that is over its deadline can no longer be stopped or extended: that would paint lateness over. Only a
    restart may be dated ahead, because it names the first day that counts again.
    """
    before = in_order(entries)
    if new.day > today and new.kind is not Kind.RESTART:
        raise ImpossibleTermError(Refusal.IN_FUTURE, new)
    after = derive([*before, new], calendar, today)
    if new.kind in (Kind.STOP, Kind.EXTEND) and new.day > derive(before, calendar, new.day).due_on:
        raise ImpossibleTermError(Refusal.TOO_LATE, new)
    if new.kind in (Kind.STOP, Kind.RESTART):
        _check_state([entry for entry in before if entry.day <= new.day], new, calendar)
    return after


def _check_state(earlier: list[Entry], new: Entry, calendar: Calendar) -> None:
    stopped = derive(earlier, calendar, new.day).state is State.STOPPED
    if stopped and new.kind is Kind.STOP:
        raise ImpossibleTermError(Refusal.ALREADY_STOPPED, new)
    if not stopped and new.kind is Kind.RESTART:
        raise ImpossibleTermError(Refusal.NOT_STOPPED, new)


def _state(path: Path, today: date) -> State:
    if path.over and path.over.day <= today:
        return State.ENDED if path.over.kind is Kind.END else State.CANCELLED
    return State.STOPPED if path.is_stopped_on(today) else State.RUNNING
