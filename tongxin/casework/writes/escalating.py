"""Telling somebody higher that a deadline is near or past: number, category and clock, never a name or a word."""

from collections.abc import Iterator

from tongxin.casework.book import clock_rule
from tongxin.casework.facts import CaseEscalated
from tongxin.casework.models import Case
from tongxin.casework.reads.routing import excluded_ids, handlers_of
from tongxin.casework.rights import SUPERVISE
from tongxin.casework.rules.states import OPEN
from tongxin.casework.writes.notices import tell_officers
from tongxin.clocks.public import Calendar, calendar
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.public import holders

NEAR, PAST, LONG_PAST = 1, 2, 3
LONG = 3
BATCH = 500


def level_of(case: Case, days: Calendar) -> int:
    """Return how far the case's nearest deadline calls for attention today: 0 not, 1 near, 2 past, 3 long past."""
    if case.next_due_on is None or case.stopped:
        return 0
    today = clock.today()
    over = days.working_days_between(case.next_due_on, today)
    if case.next_due_on < today:
        return LONG_PAST if over >= LONG else PAST
    left = days.working_days_between(today, case.next_due_on)
    return NEAR if left <= clock_rule(case.next_kind).warn_before else 0


def due_cases() -> Iterator[Case]:
    """Yield open cases whose nearest deadline calls for attention of which nobody has been told yet."""
    last, days = 0, calendar()
    horizon = days.add_working_days(clock.today(), LONG)
    rows = Case.objects.filter(status__in=OPEN, stopped=False, next_due_on__lte=horizon).select_related("unit")
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        yield from (case for case in batch if (level := level_of(case, days)) and case.escalated != _mark(case, level))


@act
def escalate_case(*, actor: Actor, case: Case) -> bool:
    """Tell the handlers when a deadline is near, those who supervise when it is past, once a level and deadline.

    Recorded whether or not there is somebody to tell: whom the case is about would show in the difference. Records
    CaseEscalated. Returns whether this level is new.
    """
    level = level_of(case, calendar())
    mark = _mark(case, level)
    if not level or not Case.objects.filter(pk=case.pk).exclude(escalated=mark).update(escalated=mark):
        return False
    kind = "casework.near" if level == NEAR else "casework.late"
    tell_officers(case, kind, _to_tell(case, level), key=f"{case.label}:{mark}", clock=case.next_kind)
    record(CaseEscalated(**case.for_facts(), level=level, clock=case.next_kind))
    return True


def _mark(case: Case, level: int) -> str:
    return f"{case.next_kind}:{case.next_due_on}:{level}"


def _to_tell(case: Case, level: int) -> list[int]:
    handlers = [case.handler_id] if case.handler_id else [person.pk for person in handlers_of(case)]
    if level == NEAR:
        return handlers
    above = [person.pk for person in holders(SUPERVISE, case.unit_id)]
    shut_out = excluded_ids(case)  # after the cut: who comes next would learn why the first one was not told
    return [*handlers, *(person for person in above[: 1 if level == PAST else None] if person not in shut_out)]
