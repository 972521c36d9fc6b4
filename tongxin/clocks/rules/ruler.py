"""The ruler: a term drawn as marks, one a working day, and the same in words for those who do not see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from tongxin.clocks.rules.entries import Unit
from tongxin.clocks.rules.path import ONE_DAY
from tongxin.clocks.rules.term import State, Term

MOST_MARKS = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: the days it stands for, its classes in the order of the markup contract, and whether today is named."""

    day: date
    until: date
    classes: tuple[str, ...]
    label: bool = False


class Said(StrEnum):
    """What a part of the sentence for screen readers says."""

    TOTAL = "total"
    ELAPSED = "elapsed"
    STOOD = "stood"
    STOPPED = "stopped"
    TODAY = "today"
    LEFT = "left"
    OVER = "over"
    DUE = "due"
    ANSWERED = "answered"
    EARLY = "early"
    LATE = "late"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sentence: an amount in the unit of the term, or a day."""

    said: Said
    amount: int = 0
    day: date | None = None
    unit: Unit = Unit.WORKING_DAYS


@dataclass(frozen=True, slots=True)
class _Step:
    """How many days one mark stands for, and where a gap is left: ``of`` names the mark, ``gap`` the group of marks."""

    of: Callable[[date], object]
    gap: Callable[[date], object]


STEPS = (
    _Step(of=date.toordinal, gap=lambda day: day.isocalendar()[:2]),
    _Step(of=lambda day: day.isocalendar()[:2], gap=lambda day: (day.year, day.month)),
    _Step(of=lambda day: (day.year, day.month), gap=lambda day: day.year),
)


def ruler(term: Term) -> list[Mark]:
    """Return the marks from the day after the start to the deadline, or further to the answer or today if it is missed.

    A working day is a mark and every week begins after a gap. Beyond 60 marks one mark stands for a week, beyond 60
    weeks for a month. Today and the answer point at the last mark that has begun: on Saturday that is Friday's.
    """
    days = _days(term)
    groups: list[tuple[date, ...]] = []
    for step in STEPS:
        groups = [tuple(group) for _, group in groupby(days, key=step.of)]
        if len(groups) <= MOST_MARKS:
            break
    pointed = max((at for at, group in enumerate(groups) if group[0] <= term.as_of), default=None)
    marks: list[Mark] = []
    for at, group in enumerate(groups):
        first_of_gap = at == 0 or step.gap(group[0]) != step.gap(groups[at - 1][0])
        classes = (*_classes(term, group, at == pointed, first_of_gap), *_end(term, group, at == (pointed or 0)))
        marks.append(Mark(group[0], group[-1], classes, "today" in classes))
    return marks


def _days(term: Term) -> list[date]:
    last = max(term.due_on, term.as_of)
    days, day = [], term.path.counts_from + ONE_DAY
    while day <= last:
        if term.calendar.is_working(day) or day == term.due_on:
            days.append(day)
        day += ONE_DAY
    return days


def _classes(term: Term, group: tuple[date, ...], pointed: bool, first_of_gap: bool) -> Iterator[str]:
    if all(term.path.is_stopped_on(day) for day in group):
        yield "stop"
    elif group[0] <= term.as_of:
        yield "past"
    if group[-1] > term.due_on and group[0] <= term.as_of:
        yield "over"
    if pointed and term.state in (State.RUNNING, State.STOPPED):
        yield "today"
    if first_of_gap:
        yield "mon"


def _end(term: Term, group: tuple[date, ...], pointed: bool) -> Iterator[str]:
    if group[0] <= term.due_on <= group[-1]:
        yield "end"
    if pointed and term.state is State.ENDED:
        yield "done"


def sentence(term: Term) -> list[Part]:
    """Return what the ruler shows, in the order in which it is read out."""
    unit = term.unit
    parts = [Part(Said.TOTAL, term.total, unit=unit)]
    if term.state is State.CANCELLED:
        return [*parts, Part(Said.CANCELLED, day=term.as_of)]
    if term.state is State.ENDED:
        return [*parts, *_answer(term)]
    parts.append(Part(Said.ELAPSED, term.elapsed, unit=unit))
    if term.stood:
        parts.append(Part(Said.STOOD, term.stood, unit=unit))
    parts.append(Part(Said.STOPPED if term.state is State.STOPPED else Said.TODAY, day=term.today))
    parts.append(Part(Said.OVER, term.over_by, unit=unit) if term.is_over else Part(Said.LEFT, term.left, unit=unit))
    return [*parts, Part(Said.DUE, day=term.due_on)]


def _answer(term: Term) -> Iterator[Part]:
    yield Part(Said.ANSWERED, term.elapsed, term.as_of, term.unit)
    if term.is_over:
        yield Part(Said.LATE, term.over_by, unit=term.unit)
    elif term.left:
        yield Part(Said.EARLY, term.left, unit=term.unit)
