"""Work in the background, thin: fresh deadlines, escalation in working hours, the end of cases that nobody rated."""

from datetime import time

from tongxin.casework.models import Case
from tongxin.casework.reads.passing import orphaned_ids, unaccepted_ids
from tongxin.casework.rules.states import Status
from tongxin.casework.writes.escalating import due_cases, escalate_case
from tongxin.casework.writes.moving import give_back_case, pass_up_case
from tongxin.casework.writes.rating import expire_rating
from tongxin.casework.writes.terms import refresh_open_cases
from tongxin.clocks.public import calendar
from tongxin.core import clock
from tongxin.core.policy import system_actor

OPENS, CLOSES = time(8, 30), time(17, 30)


def refresh_task() -> int:
    """Repeat on cases what their clocks say by now. Returns how many changed."""
    return refresh_open_cases()


def escalate_task() -> int:
    """Tell of near and missed deadlines, in working hours only. Returns how many cases somebody was told of."""
    if not _in_working_hours():
        return 0
    actor = system_actor("escalation")
    return sum(escalate_case(actor=actor, case=case) for case in due_cases())


def pass_up_task() -> int:
    """Pass on what lies where nobody takes it, in working hours only. Returns how many cases moved."""
    if not _in_working_hours():
        return 0
    actor = system_actor("escalation")
    back = sum(give_back_case(actor=actor, case_id=case_id) is not None for case_id in list(orphaned_ids()))
    return back + sum(pass_up_case(actor=actor, case_id=case_id) is not None for case_id in unaccepted_ids())


def _in_working_hours() -> bool:
    now = clock.local(clock.now())
    return calendar().is_working(now.date()) and OPENS <= now.time() <= CLOSES


def expire_task() -> int:
    """End answered cases whose days for rating have passed. Returns how many."""
    actor = system_actor("ratings")
    rows = Case.objects.filter(status=Status.ANSWERED, next_due_on__lt=clock.today()).values_list("pk", flat=True)
    return sum(expire_rating(actor=actor, case_id=case_id) is not None for case_id in rows[:500])
