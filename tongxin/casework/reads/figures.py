"""Figures of a unit: how many cases it has and how late they are. Never who raised or who handled them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tongxin.casework.models import Case
from tongxin.casework.rights import FIGURES, HANDLE, SUPERVISE, counted_cases
from tongxin.casework.rules.states import LIVE, OPEN, Status
from tongxin.core import clock
from tongxin.core.policy import Actor
from tongxin.organisation.public import descendant_ids, reach, reaches


@dataclass(frozen=True)
class Load:
    """What a unit and all below it have in hand now."""

    open: int
    new: int
    late: int
    answered: int


def can_see_load(actor: Actor, unit_id: int) -> bool:
    """Return whether the actor may see the counts of a unit."""
    return any(reaches(actor, right, unit_id) for right in (FIGURES, HANDLE, SUPERVISE))


def load_of(actor: Actor, unit_id: int) -> Load:
    """Return the load of a unit and all below it, as far as the actor may know of the cases. One query."""
    return _load(counted_cases(actor).filter(unit_id__in=descendant_ids(unit_id, clock.today())))


def load_in_reach(actor: Actor, right: str = FIGURES) -> Load:
    """Return the load of all units in which the actor holds the right. One query."""
    found = reach(actor, right)
    if found.nowhere:
        return Load(0, 0, 0, 0)
    cases = counted_cases(actor)
    return _load(cases if found.everywhere else cases.filter(unit_id__in=found.unit_ids()))


def _load(cases: QuerySet[Case]) -> Load:
    late = Q(status__in=OPEN, next_due_on__lt=clock.today(), stopped=False)
    row = cases.filter(status__in=LIVE).aggregate(
        open=Count("pk", filter=Q(status__in=OPEN)),
        new=Count("pk", filter=Q(status=Status.RAISED)),
        late=Count("pk", filter=late),
        answered=Count("pk", filter=Q(status=Status.ANSWERED)),
    )
    return Load(**row)
