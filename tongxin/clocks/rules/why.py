"""Why a term ends on this date: lines whose calendar days add up to the deadline."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from tongxin.clocks.rules.calendar import Calendar, Note
from tongxin.clocks.rules.entries import NO_GROUND, Ground, Unit
from tongxin.clocks.rules.path import ONE_DAY, Deadline, Path, Stop, counting

WEEK = timedelta(days=7)


class Code(StrEnum):
    """What a line is about."""

    START = "start"
    USED = "used"
    LENGTH = "length"
    EXTENSION = "extension"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    OWN_DAY_OFF = "own_day_off"
    MAKE_UP = "make_up"
    OWN_WORKING_DAY = "own_working_day"
    STOP = "stop"
    MOVED = "moved"
    LIMIT = "limit"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Line:
    """One step from the start to the deadline.

    ``amount`` is the number of calendar days by which the step moves the date: from the start the amounts of all lines
    lead to the deadline. ``day`` and ``until`` are the first and last day it is about; ``name`` names a holiday.
    """

    code: Code
    amount: int
    day: date
    until: date
    unit: Unit = Unit.DAYS
    name: str = ""
    ground: Ground = NO_GROUND


def explain(path: Path, deadline: Deadline, calendar: Calendar) -> tuple[Line, ...]:
    """Return the lines in the order in which a person would tell them."""
    return (
        *_lengths(path),
        *_days_off(path, deadline, calendar),
        *_stops(path, deadline, calendar),
        *_ends(path, deadline),
    )


def _lengths(path: Path) -> Iterator[Line]:
    start, unit = path.start, path.start.unit
    yield Line(Code.START, 0, start.day, start.day)
    if path.afresh:
        used = (path.afresh.day - start.day).days
        yield Line(Code.USED, used, path.afresh.day, path.afresh.day, ground=path.afresh.ground)
    yield Line(Code.LENGTH, start.amount, path.counts_from, path.counts_from, unit, ground=start.ground)
    for entry in path.extensions:
        yield Line(Code.EXTENSION, entry.amount, entry.day, entry.day, unit, ground=entry.ground)


def _days_off(path: Path, deadline: Deadline, calendar: Calendar) -> list[Line]:
    """Return one line for all week-ends, one a holiday, and one for each working day that looks like a day off."""
    lines: list[Line] = []
    if path.start.unit is Unit.DAYS:
        return lines
    day = path.counts_from + ONE_DAY
    while day <= deadline.counted_on:
        note, working = calendar.note(day), calendar.is_working(day)
        if note and not (working and path.is_stopped_on(day)):
            _add(lines, _line(note, day, 0 if working else 1))
        day += ONE_DAY
    return lines


def _line(note: Note, day: date, amount: int) -> Line:
    return Line(Code(note.why.value), amount, day, day, name=note.name, ground=Ground(source=note.source))


def _add(lines: list[Line], new: Line) -> None:
    for at, line in enumerate(lines):
        same = line.code == new.code and line.name == new.name
        if same and (line.code is Code.WEEKEND or (new.day - line.until <= WEEK and new.amount)):
            lines[at] = replace(line, amount=line.amount + new.amount, until=new.until)
            return
    lines.append(new)


def _stops(path: Path, deadline: Deadline, calendar: Calendar) -> Iterator[Line]:
    count, unit = counting(calendar, path.start.unit), path.start.unit
    for stop in path.stops:
        after, until = _within(stop, path, deadline)
        stood = count.between(after, until)
        if stood:
            yield Line(Code.STOP, stood, stop.entry.day, until, unit, ground=stop.entry.ground)


def _within(stop: Stop, path: Path, deadline: Deadline) -> tuple[date, date]:
    return (
        max(path.counts_from, stop.entry.day - ONE_DAY),
        min(deadline.counted_on, stop.resumes_on - ONE_DAY),
    )


def _ends(path: Path, deadline: Deadline) -> Iterator[Line]:
    moved = (deadline.moved_on - deadline.counted_on).days
    if moved:
        yield Line(Code.MOVED, moved, deadline.counted_on, deadline.moved_on)
    cut = (deadline.due_on - deadline.moved_on).days
    if cut:
        yield Line(Code.LIMIT, cut, deadline.due_on, deadline.moved_on, ground=path.start.ground)
    yield Line(Code.DUE, 0, deadline.due_on, deadline.due_on)
