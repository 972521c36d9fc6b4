"""A slow second opinion on terms: walks one day after the other and shares no arithmetic with the rules."""

from collections.abc import Callable
from datetime import date, timedelta

from tongxin.clocks.rules.entries import Entry, Kind, Unit

DAY = timedelta(days=1)
Works = Callable[[date], bool]


def stopped_days(entries: list[Entry], works: Works, today: date) -> set[date]:
    """Return the days that do not count, walking from each stop until something ends it."""
    over = next((entry.day for entry in entries if entry.kind in (Kind.END, Kind.CANCEL)), None)
    still = set()
    for at, entry in enumerate(entries):
        if entry.kind is not Kind.STOP:
            continue
        ended = next((e.day for e in entries[at + 1 :] if e.kind in (Kind.RESTART, Kind.STOP) or e.afresh), None)
        day, worked = entry.day, 0
        while ended is None or day < ended:
            if ended is None and day > min(today, over or today):
                break
            if entry.amount and worked == entry.amount:
                break
            still.add(day)
            worked += works(day)
            day += DAY
    return still


def due_on(entries: list[Entry], works: Works, law: Works, today: date) -> date:
    """Return the deadline by living through the days."""
    start = entries[0]
    fresh = [at for at, entry in enumerate(entries) if entry.afresh]
    current = entries[fresh[-1] :] if fresh else entries
    still = stopped_days(current, works, today)
    left = start.amount + sum(entry.amount for entry in current if entry.kind is Kind.EXTEND)
    day = current[0].day
    while left:
        day += DAY
        if day not in still and (start.unit is Unit.DAYS or works(day)):
            left -= 1
    if start.unit is Unit.DAYS:
        while day in still or not law(day):
            day += DAY
    if start.limit is None:
        return day
    return min(day, limit_on(entries, law))


def limit_on(entries: list[Entry], law: Works) -> date:
    """Return the last day of the outer limit."""
    limit, day = entries[0].limit, entries[0].day
    left = limit.amount + sum(entry.limit.amount for entry in entries[1:] if entry.limit)
    while left:
        day += DAY
        left -= limit.unit is Unit.DAYS or law(day)
    while limit.unit is Unit.DAYS and not law(day):
        day += DAY
    return day
