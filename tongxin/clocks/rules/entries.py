"""The dated entries of which a term is made, and which entry may follow which.

A term is nothing but its entries: the deadline is always derived from them, never stored as the truth.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

UNTIL_RESTART = 0


class Kind(StrEnum):
    """What an entry does to the term."""

    START = "start"
    STOP = "stop"
    RESTART = "restart"
    EXTEND = "extend"
    TRANSFER = "transfer"
    END = "end"
    CANCEL = "cancel"


class Unit(StrEnum):
    """In what a length is counted."""

    WORKING_DAYS = "working_days"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in one unit."""

    amount: int
    unit: Unit = Unit.WORKING_DAYS


@dataclass(frozen=True, slots=True)
class Ground:
    """Why an entry stands: the rule (document and article) and its force, a category, a person's words, who said so."""

    source: str = ""
    force: str = ""
    category: str = ""
    reason: str = ""
    by: str = ""


NO_GROUND = Ground()


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry. Entries count in the order of their day, and within a day of their ``sequence``.

    start     the day of the event, which is not counted; ``amount`` in ``unit`` from the day after. ``limit`` is an
              outer limit set by law: counted on the statutory calendar, and moved by no stop and no own day off.
    stop      the days from ``day`` up to, not including, the day of the restart do not count. With ``amount`` the stop
              lasts at most so many working days, and then the clock counts again by itself.
    restart   ``day`` is the first day that counts again.
    extend    ``amount`` more, in the unit of the start; ``limit.amount`` moves the outer limit as well.
    transfer  another unit takes over: with ``afresh`` the whole length begins again the day after, and extensions
              and stops of the first unit end; otherwise the term goes on.
    end       answered, accepted, rated: the term is over.
    cancel    withdrawn: the term never mattered.
    """

    kind: Kind
    day: date
    sequence: int = 0
    amount: int = 0
    unit: Unit = Unit.WORKING_DAYS
    limit: Length | None = None
    afresh: bool = False
    ground: Ground = NO_GROUND


class Refusal(StrEnum):
    """Why an entry cannot be made."""

    NO_START = "no_start"
    STARTED_TWICE = "started_twice"
    BEFORE_START = "before_start"
    AFTER_END = "after_end"
    ALREADY_STOPPED = "already_stopped"
    NOT_STOPPED = "not_stopped"
    NO_LENGTH = "no_length"
    TOO_LATE = "too_late"
    IN_FUTURE = "in_future"


class ImpossibleTermError(ValueError):
    """The entries contradict each other. ``refusal`` says how, ``entry`` where."""

    def __init__(self, refusal: Refusal, entry: Entry | None = None) -> None:
        self.refusal = refusal
        self.entry = entry
        super().__init__(refusal.value)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries as they count: by day, then as they were made."""
    return sorted(entries, key=lambda entry: (entry.day, entry.sequence))


def check_order(entries: Sequence[Entry]) -> None:
    """Raise ImpossibleTermError where an entry cannot follow those before it.

    A stop may follow a stop that ends by itself: whether it did end depends on the calendar, which may change later.
    """
    if not entries:
        raise ImpossibleTermError(Refusal.NO_START)
    open_stop: Entry | None = None
    for position, entry in enumerate(entries):
        refusal = _refusal(position, entry, entries[position - 1], open_stop)
        if refusal:
            raise ImpossibleTermError(refusal, entry)
        if entry.kind is Kind.STOP:
            open_stop = entry
        elif entry.kind is Kind.RESTART or entry.afresh:
            open_stop = None


def _refusal(position: int, entry: Entry, before: Entry, open_stop: Entry | None) -> Refusal | None:
    if (position == 0) != (entry.kind is Kind.START):
        return Refusal.STARTED_TWICE if entry.kind is Kind.START else Refusal.BEFORE_START
    if position and before.kind in (Kind.END, Kind.CANCEL):
        return Refusal.AFTER_END
    if entry.amount < 0 or (entry.kind is Kind.EXTEND and entry.amount == 0):
        return Refusal.NO_LENGTH
    if entry.kind is Kind.RESTART and open_stop is None:
        return Refusal.NOT_STOPPED
    if entry.kind is Kind.STOP and open_stop is not None and open_stop.amount == UNTIL_RESTART:
        return Refusal.ALREADY_STOPPED
    return None
