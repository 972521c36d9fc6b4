"""Telling somebody higher that a deadline is near or past: number, category and clock, never a name or a word."""

from collections.abc import Iterable

from tongxin.casework.book import clock_rule
from tongxin.casework.facts import CaseEscalated
from tongxin.casework.models import Case
from tongxin.casework.reads.routing import excluded_ids, handlers_of
from tongxin.casework.rights import SUPERVISE
from tongxin.casework.rules.states import OPEN
from tongxin.casework.writes.notices import tell_officers
from tongxin.clocks.public import calendar
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.public import holders

NEAR, PAST, LONG_PAST = 1, 2, 3
LONG = 3


def level_of(case: Case) -> int:
    """Return how far the case's nearest deadline calls for attention today: 0 not, 1 near, 2 past, 3 long past."""
    if case.next_due_on is None or case.stopped:
        return 0
    days, today = calendar(), clock.today()
    over = days.working_days_between(case.next_due_on, today)
    if case.next_due_on < today:
        return LONG_PAST if over >= LONG else PAST
    left = days.working_days_between(today, case.next_due_on)
    return NEAR if left <= clock_rule(case.next_kind).warn_before else 0


def due_cases(limit: int = 500) -> Iterable[Case]:
    """Return open cases whose nearest deadline may call for attention, most urgent first."""
    horizon = calendar().add_working_days(clock.today(), LONG)
    rows = Case.objects.filter(status__in=OPEN, stopped=False, next_due_on__lte=horizon)
    return rows.select_related("unit").order_by("next_due_on", "pk")[:limit]


@act
def escalate_case(*, actor: Actor, case: Case) -> bool:
    """Tell the handlers when a deadline is near, those who supervise when it is past, once a level and deadline.

    Records CaseEscalated. Returns whether somebody was told now.
    """
    level = level_of(case)
    if not level:
        return False
    key = f"{case.label}:{case.next_kind}:{case.next_due_on}:{level}"
    people = _to_tell(case, level)
    told = tell_officers(
        case, "casework.near" if level == NEAR else "casework.late", people, key=key, clock=case.next_kind
    )
    if told:
        record(CaseEscalated(**case.for_facts(), level=level, clock=case.next_kind))
    return told > 0


def _to_tell(case: Case, level: int) -> list[int]:
    handlers = [case.handler_id] if case.handler_id else [person.pk for person in handlers_of(case)]
    if level == NEAR:
        return handlers
    above = [person.pk for person in holders(SUPERVISE, case.unit_id, exclude=excluded_ids(case))]
    return [*handlers, *above[: 1 if level == PAST else None]]
