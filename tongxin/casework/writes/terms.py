"""The clocks of a case: the only place of casework that starts, hands over and ends them."""

from datetime import date

from django.db.models import QuerySet

from tongxin.casework.book import ACCEPT, ANSWER, FIRST_REPLY, RATE, ClockRule, clock_rule
from tongxin.casework.models import Case
from tongxin.casework.rules.states import LIVE
from tongxin.clocks.public import (
    Clock,
    Ground,
    Length,
    Planned,
    Start,
    State,
    Unit,
    cancel_clock,
    clocks_of,
    end_clock,
    plan_clocks,
    restart_clock,
    start_clocks,
    transfer_clock,
)
from tongxin.core import clock
from tongxin.core.db import writing
from tongxin.core.policy import Actor

BY_URGENCY = (ACCEPT, FIRST_REPLY, ANSWER, RATE)
TERM_FIELDS = ["next_due_on", "next_kind", "stopped"]
BATCH = 500
COUNTING = (State.RUNNING.value, State.STOPPED.value)


def start_terms(*, actor: Actor, case: Case, kinds: tuple[str, ...], day: date | None = None) -> None:
    """Start clocks of these kinds; the day of the event is not counted. Does not save the case."""
    before = clocks_of(case.label)
    starts = [_start(actor, clock_rule(kind), 1 + sum(one.kind == kind for one in before)) for kind in kinds]
    started = start_clocks(subject=case.label, day=day or clock.today(), starts=starts)
    _repeat(case, [one for one in [*before, *started] if one.state in COUNTING])


def plan_terms(*, actor: Actor, case: Case, kinds: tuple[str, ...]) -> list[Planned]:
    """Reckon the first clocks of a case that is not stored yet, and repeat on it what they will say. One query."""
    starts = [_start(actor, clock_rule(kind), 1) for kind in kinds]
    planned = plan_clocks(day=clock.day_of(case.raised_at), starts=starts)
    _repeat(case, [one.clock for one in planned])
    return planned


def _start(actor: Actor, found: ClockRule, round: int) -> Start:
    return Start(
        kind=found.kind,
        length=Length(found.rule.value, Unit(found.rule.unit)),
        ground=Ground(source=str(found.rule.source), force=found.rule.force, by=actor.label),
        limit=_limit(found),
        round=round,
    )


def _limit(found: ClockRule) -> Length | None:
    return Length(found.limit.value, Unit(found.limit.unit)) if found.limit else None


def running_clock(case: Case, kind: str) -> Clock | None:
    """Return the clock of this kind that counts or stands still now."""
    return next((one for one in _running(case) if one.kind == kind), None)


def end_terms(*, actor: Actor, case: Case, kinds: tuple[str, ...], day: date | None = None) -> bool:
    """End the running clocks of these kinds. Returns whether all were ended in time. Does not save the case."""
    ended = [
        end_clock(clock=one, day=day or clock.today(), ground=Ground(by=actor.label))
        for one in _running(case)
        if one.kind in kinds
    ]
    refresh_terms(case)
    return all(one.in_time for one in ended)


def hand_over_terms(*, actor: Actor, case: Case) -> None:
    """Another unit takes over: accepting begins afresh for it, the other terms go on: the raiser still waits."""
    for one in _running(case):
        if one.state == State.STOPPED.value:  # what was waited for, the next handler must ask for again
            restart_clock(clock=one, day=clock.today(), ground=Ground(by=actor.label))
        transfer_clock(clock=one, day=clock.today(), ground=Ground(by=actor.label), afresh=one.kind == ACCEPT)
    if running_clock(case, ACCEPT) is None:
        start_terms(actor=actor, case=case, kinds=(ACCEPT,))
    refresh_terms(case)


def cancel_terms(*, actor: Actor, case: Case) -> None:
    """End all running clocks as if they had never mattered: the case was withdrawn. Does not save the case."""
    for one in _running(case):
        cancel_clock(clock=one, day=clock.today(), ground=Ground(by=actor.label))
    refresh_terms(case)


def refresh_terms(case: Case) -> None:
    """Repeat on the case what its clocks say, so that queues sort by index. Does not save the case."""
    _repeat(case, _running(case))


def refresh_open_cases() -> int:
    """Repeat on live cases what their clocks say by now: a stop ran out, or the calendar changed.

    Returns how many cases changed. Locks one batch at a time.
    """
    last, total = 0, 0
    while keys := list(_live(last).values_list("pk", flat=True)[:BATCH]):
        last = keys[-1]
        with writing():
            total += _refresh(list(Case.objects.select_for_update().filter(pk__in=keys, status__in=LIVE)))
    return total


def _live(after: int) -> QuerySet[Case]:
    return Case.objects.filter(status__in=LIVE, pk__gt=after).order_by("pk")


def _refresh(cases: list[Case]) -> int:
    running: dict[str, list[Clock]] = {case.label: [] for case in cases}
    for one in Clock.objects.filter(subject__in=running, state__in=COUNTING):
        running[one.subject].append(one)
    changed = [case for case in cases if _repeat(case, running[case.label])]
    Case.objects.bulk_update(changed, TERM_FIELDS)
    return len(changed)


def _repeat(case: Case, running: list[Clock]) -> bool:
    before = [getattr(case, name) for name in TERM_FIELDS]
    first = min(running, key=lambda one: (one.due_on, BY_URGENCY.index(one.kind)), default=None)
    case.next_due_on, case.next_kind = (first.due_on, first.kind) if first else (None, "")
    case.stopped = any(one.state == State.STOPPED.value for one in running)
    return before != [getattr(case, name) for name in TERM_FIELDS]


def _running(case: Case) -> list[Clock]:
    return [one for one in clocks_of(case.label) if one.state in COUNTING]
