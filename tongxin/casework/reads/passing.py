"""What must leave the unit where it lies: accepted by nobody, without its handler, or in a unit that is no more."""

from collections.abc import Iterator
from datetime import date, timedelta

from tongxin.casework.book import ACCEPT
from tongxin.casework.models import Case
from tongxin.casework.rights import HANDLE
from tongxin.casework.rules.states import Status
from tongxin.clocks.public import Clock, State, calendar
from tongxin.core import clock
from tongxin.organisation.public import Person, Unit, actor_for, ancestors_of, holders, reaches

LONG_DAYS = 3
BATCH = 500


def is_long_unaccepted(case: Case) -> bool:
    """Return whether three working days or more have gone since the day for accepting. The unit may be gone as well."""
    if case.unit.dissolved_on <= clock.today():
        return True
    running = Clock.objects.filter(subject=case.label, kind=ACCEPT, state=State.RUNNING.value)
    return any(_is_long_past(due) for due in running.values_list("due_on", flat=True))


def _is_long_past(due: date) -> bool:
    today = clock.today()
    return due < today and calendar().working_days_between(due, today) >= LONG_DAYS


def unaccepted_ids() -> Iterator[int]:
    """Yield the cases that nobody accepted long after the day, or whose unit is no more. Three queries a batch."""
    last = 0
    rows = Case.objects.filter(status=Status.RAISED).order_by("pk")
    while batch := list(rows.filter(pk__gt=last).values_list("pk", "unit__dissolved_on")[:BATCH]):
        last = batch[-1][0]
        labels = {f"casework.case:{pk}": pk for pk, _gone in batch}
        running = Clock.objects.filter(subject__in=labels, kind=ACCEPT, state=State.RUNNING.value)
        late = {labels[subject] for subject, due in running.values_list("subject", "due_on") if _is_long_past(due)}
        yield from sorted(late | {pk for pk, gone in batch if gone <= clock.today()})


def orphaned_ids() -> Iterator[int]:
    """Yield the cases in the hand of somebody who no longer handles the cases of their unit."""
    rows = Case.objects.filter(status=Status.IN_HAND, handler__isnull=False)
    for handler_id, unit_id in sorted(rows.values_list("handler_id", "unit_id").distinct()):
        if not holds_still(handler_id, unit_id):
            yield from rows.filter(handler_id=handler_id, unit_id=unit_id).values_list("pk", flat=True)


def holds_still(handler_id: int, unit_id: int) -> bool:
    """Return whether somebody handles the cases of a unit today. Three queries."""
    person = Person.objects.get(pk=handler_id)
    return reaches(actor_for(person), HANDLE, unit_id)


def unit_above(unit: Unit) -> Unit | None:
    """Return the next unit above that handles cases, whoever is kept away there; None at the top.

    Of a unit that was merged, the one it went into; of one that was dissolved, the next above as on its last day.
    """
    standing = (above for above in _above(unit) if above.dissolved_on > clock.today())
    return next((above for above in standing if holders(HANDLE, above.pk)), None)


def _above(unit: Unit) -> Iterator[Unit]:
    today = clock.today()
    gone = unit.dissolved_on <= today
    if gone and unit.merged_into is not None:
        yield unit.merged_into
        yield from _above(unit.merged_into)
        return
    day = unit.dissolved_on - timedelta(days=1) if gone else today
    yield from reversed(ancestors_of(unit, day))
    if unit.serves_id is not None:
        served = Unit.objects.get(pk=unit.serves_id)
        yield served
        yield from _above(served)
