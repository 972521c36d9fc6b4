"""Figures of a unit: how many cases it has and how late they are. Never who raised or who handled them."""

from dataclasses import dataclass

from django.db.models import Count, Q

from tongxin.casework.models import Case
from tongxin.casework.rights import FIGURES, HANDLE, SUPERVISE, uncounted_cases
from tongxin.casework.rules.states import OPEN, Status
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
    return _load(actor, Q(unit_id__in=descendant_ids(unit_id, clock.today())))


def load_in_reach(actor: Actor, right: str = FIGURES) -> Load:
    """Return the load of all units in which the actor holds the right. One query."""
    found = reach(actor, right)
    if found.nowhere:
        return Load(0, 0, 0, 0)
    return _load(actor, Q() if found.everywhere else Q(unit_id__in=found.unit_ids()))


def _load(actor: Actor, where: Q) -> Load:
    cases = Case.objects.filter(where, live=True).exclude(pk__in=uncounted_cases(actor).values("pk"))
    late = Q(status__in=OPEN, queue_on__lt=clock.today(), stopped=False)
    row = cases.aggregate(
        open=Count("pk", filter=Q(status__in=OPEN)),
        new=Count("pk", filter=Q(status=Status.RAISED)),
        late=Count("pk", filter=late),
        answered=Count("pk", filter=Q(status=Status.ANSWERED)),
    )
    return Load(**row)
