"""Start a clock and write its entries. Every entry is checked against the whole term before it is kept.

The row is read again under a lock: go on with the clock that is returned, not with the one that was passed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongxin.clocks.models import Clock, ClockEntry
from tongxin.clocks.reads import calendar_of, calendar_version
from tongxin.clocks.rules.entries import (
    NO_GROUND,
    UNTIL_RESTART,
    Entry,
    Ground,
    ImpossibleTermError,
    Kind,
    Length,
    Refusal,
)
from tongxin.clocks.rules.term import Term, check_next
from tongxin.core import clock as time
from tongxin.core.errors import RuleBrokenError, Text

DERIVED = ["due_on", "first_due_on", "state", "provisional", "ended_on", "in_time"]

SENTENCES: dict[Refusal, Text] = {
    Refusal.NO_START: _("This clock was never started."),
    Refusal.STARTED_TWICE: _("This clock is already running. Open a new round instead."),
    Refusal.BEFORE_START: _("That day is before the clock started. Choose a later day."),
    Refusal.AFTER_END: _("The clock ended before that. Reopen the matter to start a new one."),
    Refusal.ALREADY_STOPPED: _("The clock is stopped already. Restart it first."),
    Refusal.NOT_STOPPED: _("The clock was not stopped on that day, so there is nothing to restart."),
    Refusal.NO_LENGTH: _("The number of days is missing. Enter at least 1."),
    Refusal.TOO_LATE: _("The deadline had passed by then: it can no longer be stopped or extended. Answer now."),
    Refusal.IN_FUTURE: _("That day is still ahead. Enter it when it has come."),
}


def start_clock(
    *,
    subject: str,
    kind: str,
    day: date,
    length: Length,
    ground: Ground,
    limit: Length | None = None,
    round: int = 1,
) -> Clock:
    """Start a term: the day of the event is not counted. ``limit`` is the outer limit set by law, if there is one.

    Raises RuleBrokenError for a day ahead or a negative length.
    """
    return start_clocks(subject=subject, day=day, starts=[Start(kind, length, ground, limit, round)])[0]


@dataclass(frozen=True)
class Start:
    """One of several terms that start together."""

    kind: str
    length: Length
    ground: Ground
    limit: Length | None = None
    round: int = 1


@dataclass(frozen=True)
class Planned:
    """A term that was reckoned and is not stored yet: its clock without a subject, and the entry that starts it."""

    clock: Clock
    entry: Entry


def plan_clocks(*, day: date, starts: Sequence[Start]) -> list[Planned]:
    """Reckon several terms that start together on a day, before an act stores them. One query. Raises RuleBrokenError.

    A calendar that changes before they are stored leaves them reckoned by the older one, as it leaves every open
    clock; the job in ``recompute`` brings both up to date.
    """
    version = calendar_version()
    planned = []
    for start in starts:
        clock = Clock(kind=start.kind, round=start.round)
        entry = Entry(
            Kind.START, day, amount=start.length.amount, unit=start.length.unit, limit=start.limit, ground=start.ground
        )
        planned.append(Planned(clock, _checked(clock, [], entry, version)))
    return planned


def store_clocks(*, subject: str, planned: Sequence[Planned]) -> list[Clock]:
    """Store terms that were reckoned before as those of a subject. Two queries, however many."""
    for one in planned:
        one.clock.subject = subject
    clocks = Clock.objects.bulk_create(one.clock for one in planned)
    ClockEntry.objects.bulk_create(ClockEntry.from_entry(one.clock, one.entry) for one in planned)
    return clocks


def start_clocks(*, subject: str, day: date, starts: Sequence[Start]) -> list[Clock]:
    """Start several terms of one subject on a day. Three queries, however many. Raises RuleBrokenError."""
    return store_clocks(subject=subject, planned=plan_clocks(day=day, starts=starts))


def stop_clock(*, clock: Clock, day: date, ground: Ground, longest: int = UNTIL_RESTART) -> Clock:
    """Let a term stand still from ``day`` on, at most ``longest`` working days if given.

    Raises RuleBrokenError if it is stopped, over its deadline or ended.
    """
    return _add(clock, Entry(Kind.STOP, day, amount=longest, ground=ground))


def restart_clock(*, clock: Clock, day: date, ground: Ground = NO_GROUND) -> Clock:
    """Let a stopped term count again; ``day`` is the first day that counts and may lie ahead.

    What was waited for came on a day that still belongs to the stop: pass the day after. Raises RuleBrokenError.
    """
    return _add(clock, Entry(Kind.RESTART, day, ground=ground))


def extend_clock(*, clock: Clock, day: date, amount: int, ground: Ground, limit_by: Length | None = None) -> Clock:
    """Give a term ``amount`` more in its own unit; ``limit_by`` moves its outer limit too, where the law allows that.

    Raises RuleBrokenError after the deadline or the end.
    """
    return _add(clock, Entry(Kind.EXTEND, day, amount=amount, limit=limit_by, ground=ground))


def transfer_clock(*, clock: Clock, day: date, ground: Ground, afresh: bool = False) -> Clock:
    """Note that another unit took over; with ``afresh`` its whole term begins the day after. Raises RuleBrokenError."""
    return _add(clock, Entry(Kind.TRANSFER, day, afresh=afresh, ground=ground))


def end_clock(*, clock: Clock, day: date, ground: Ground = NO_GROUND) -> Clock:
    """End a term by what it waited for. Raises RuleBrokenError if it has ended already."""
    return _add(clock, Entry(Kind.END, day, ground=ground))


def cancel_clock(*, clock: Clock, day: date, ground: Ground = NO_GROUND) -> Clock:
    """Call a term off: it is neither kept nor missed. Raises RuleBrokenError if it has ended already."""
    return _add(clock, Entry(Kind.CANCEL, day, ground=ground))


def _add(clock: Clock, entry: Entry) -> Clock:
    locked = Clock.objects.select_for_update().get(pk=clock.pk)
    return _write(locked, [row.as_entry() for row in locked.entries.all()], entry)


def _write(clock: Clock, before: list[Entry], entry: Entry) -> Clock:
    numbered = _checked(clock, before, _not_back(entry, before), calendar_version())
    clock.save()
    ClockEntry.from_entry(clock, numbered).save()
    return clock


def _checked(clock: Clock, before: list[Entry], entry: Entry, version: str) -> Entry:
    numbered = _numbered(entry, before)
    try:
        term = check_next(before, numbered, calendar_of(version), max(time.today(), _latest(before)))
    except ImpossibleTermError as error:
        raise RuleBrokenError(SENTENCES[error.refusal], code=error.refusal.value) from error
    keep(clock, term, version)
    return numbered


def _not_back(entry: Entry, before: list[Entry]) -> Entry:
    """Return an entry of today on no earlier day than the last one: a server's clock that was set back stops nobody."""
    is_set_back = entry.day == time.today() < _latest(before)
    return replace(entry, day=_latest(before)) if is_set_back else entry


def _latest(before: list[Entry]) -> date:
    """Return the last day that was written as a day that had come; a restart may be dated ahead."""
    return max((earlier.day for earlier in before if earlier.kind is not Kind.RESTART), default=date.min)


def _numbered(entry: Entry, before: list[Entry]) -> Entry:
    sequence = 1 + max((earlier.sequence for earlier in before), default=0)
    return replace(entry, sequence=sequence)


def keep(clock: Clock, term: Term, version: str) -> None:
    """Copy into the row what lists sort by; nothing is saved."""
    clock.due_on, clock.first_due_on = term.due_on, term.first_due_on
    clock.state, clock.provisional = term.state.value, term.provisional
    clock.ended_on, clock.in_time = term.ended_on, term.in_time
    clock.calendar_version = version
