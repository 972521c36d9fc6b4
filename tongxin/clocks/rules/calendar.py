"""Which days are working days, and how periods are counted over them.

Source: work_calendar rules. Statutory days off and make-up working days come from the State Council's yearly notices;
counting follows the Civil Code, articles 201 to 204.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from chinese_calendar.constants import holidays, workdays

FIRST_DAY = date(1970, 1, 1)
LAST_DAY = date(2100, 12, 31)
ORIGIN = FIRST_DAY.toordinal()
N_DAYS = LAST_DAY.toordinal() - ORIGIN + 1
# 1 January 1970 was a Thursday.
WEEK_FROM_THURSDAY = bytes([1, 1, 0, 0, 1, 1, 1])

STATUTORY_YEARS = frozenset(day.year for day in holidays)


class Why(StrEnum):
    """Why a day is not what its weekday says, or why it is off."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    OWN_DAY_OFF = "own_day_off"
    OWN_WORKING_DAY = "own_working_day"


@dataclass(frozen=True, slots=True)
class Note:
    """The reason for a day: ``name`` is the holiday, or what the organisation wrote; ``source`` the document."""

    why: Why
    name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SetDay:
    """A day as the organisation set it. ``statutory``: it stands in a notice of the State Council, not a house rule."""

    working: bool
    statutory: bool
    reason: str = ""
    source: str = ""


class DayCount:
    """Counts over a fixed table of days. Every answer is one or two look-ups, whatever the distance."""

    def __init__(self, works: bytes) -> None:
        self.upto = list(accumulate(works))
        self.offsets = [offset for offset, work in enumerate(works) if work]
        self.works = works

    def between(self, after: date, until: date) -> int:
        """Return how many days d of the table count with after < d <= until."""
        return max(0, self.upto[_offset(until)] - self.upto[_offset(after)])

    def nth(self, after: date, n: int) -> date:
        """Return the n-th counting day after a day; the day itself for n = 0. Raises ValueError beyond the table."""
        if n == 0:
            return after
        at = self.upto[_offset(after)] + n - 1
        if at >= len(self.offsets):
            raise ValueError(f"The calendar ends on {LAST_DAY}.")
        return date.fromordinal(ORIGIN + self.offsets[at])


@dataclass(frozen=True)
class Calendar:
    """The working calendar of an organisation: the statutory tables, and over them the days that it set itself.

    ``known_years`` are the years whose statutory table is there. Other years count Monday to Friday, and every result
    that touches one is provisional.
    """

    set_days: Mapping[date, SetDay]
    known_years: frozenset[int] = STATUTORY_YEARS

    @cached_property
    def days(self) -> DayCount:
        """Return the counts over all working days, own days off taken out."""
        return DayCount(_works(self.set_days.items()))

    @cached_property
    def statutory_days(self) -> DayCount:
        """Return the counts by law alone: what the organisation gives itself does not count (cal.unit_days)."""
        return DayCount(_works((day, given) for day, given in self.set_days.items() if given.statutory))

    def is_working(self, day: date) -> bool:
        """Return whether people work on a day: make-up days yes, days off no, otherwise Monday to Friday."""
        return bool(self.days.works[_offset(day)])

    def is_known(self, day: date) -> bool:
        """Return whether the statutory table of the day's year is there; if not, the answer is provisional."""
        return day.year in self.known_years

    def are_known(self, first: date, last: date) -> bool:
        """Return whether every year from one day to another has its table."""
        return all(year in self.known_years for year in range(first.year, last.year + 1))

    def note(self, day: date) -> Note | None:
        """Return why a day is off, or why it is worked although its weekday says otherwise; None for a plain one."""
        given = self.set_days.get(day)
        if given is not None:
            return Note(_why_set(given), given.reason, given.source)
        if day in holidays:
            return Note(Why.HOLIDAY, holidays[day])
        if day in workdays:
            return Note(Why.MAKE_UP, workdays[day])
        return Note(Why.WEEKEND) if day.isoweekday() > 5 else None

    def working_days_between(self, raised: date, answered: date) -> int:
        """Return the number of working days d with raised < d <= answered; 0 if answered is not later."""
        return self.days.between(raised, answered)

    def add_working_days(self, start: date, n: int) -> date:
        """Return the n-th working day after a day; the day of the event is not counted (Civil Code, article 201)."""
        return self.days.nth(start, n)

    def add_days(self, start: date, n: int) -> date:
        """Return the end of a period of n natural days.

        The day of the event is not counted; a period that would end on a statutory day off ends on the next working
        day (Civil Code, articles 201 and 203).
        """
        return self.end_of_period(start + timedelta(days=n))

    def end_of_period(self, day: date, counts: Callable[[date], bool] = lambda _: True) -> date:
        """Return the first day from ``day`` on that is no statutory day off and for which ``counts`` holds."""
        while not (self.statutory_days.works[_offset(day)] and counts(day)):
            day += timedelta(days=1)
        return day


def _offset(day: date) -> int:
    offset = day.toordinal() - ORIGIN
    if not 0 <= offset < N_DAYS:
        raise ValueError(f"The calendar reaches from {FIRST_DAY} to {LAST_DAY}; {day} lies outside.")
    return offset


def _works(given: Iterable[tuple[date, SetDay]]) -> bytes:
    works = bytearray((WEEK_FROM_THURSDAY * (N_DAYS // 7 + 1))[:N_DAYS])
    for day in holidays:
        works[_offset(day)] = 0
    for day in workdays:
        works[_offset(day)] = 1
    for day, set_day in given:
        works[_offset(day)] = set_day.working
    return bytes(works)


def _why_set(given: SetDay) -> Why:
    if given.statutory:
        return Why.MAKE_UP if given.working else Why.HOLIDAY
    return Why.OWN_WORKING_DAY if given.working else Why.OWN_DAY_OFF


STATUTORY = Calendar({})


def working_days_between(raised: date, answered: date, calendar: Calendar = STATUTORY) -> int:
    """Return the number of working days d with raised < d <= answered, by law alone unless a calendar is given."""
    return calendar.working_days_between(raised, answered)
