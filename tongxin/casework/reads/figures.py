"""Figures of a unit: how many cases it has and how late they are. Never who raised or who handled them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

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


def counts_of_load() -> dict[str, Q]:
    """Return what each count of a load counts among live cases."""
    return {
        "open": Q(status__in=OPEN),
        "new": Q(status=Status.RAISED),
        "late": Q(status__in=OPEN, queue_on__lt=clock.today(), stopped=False),
        "answered": Q(status=Status.ANSWERED),
    }


def load_of(actor: Actor, unit_id: int) -> Load:
    """Return the load of a unit and all below it, as far as the actor may know of the cases. One query."""
    return _load(counted_cases(actor, units_below(unit_id)))


def load_in_reach(actor: Actor, right: str = FIGURES) -> Load:
    """Return the load of all units in which the actor holds the right. One query."""
    found = reach(actor, right)
    if found.nowhere:
        return Load(0, 0, 0, 0)
    return _load(counted_cases(actor, None if found.everywhere else found.unit_ids()))


def units_below(unit_id: int) -> QuerySet[Any, Any]:
    """Return the ids of a unit and of all below it today, as a subquery."""
    return descendant_ids(unit_id, clock.today())


def counted_cases(actor: Actor, units: QuerySet[Any, Any] | None) -> QuerySet[Case]:
    """Return the live cases of some units (None for all) that figures count for the actor."""
    within = Q() if units is None else Q(unit_id__in=units)
    return Case.objects.filter(within, live=True).exclude(pk__in=uncounted_cases(actor).values("pk"))


def _load(cases: QuerySet[Case]) -> Load:
    return Load(**cases.aggregate(**{name: Count("pk", filter=which) for name, which in counts_of_load().items()}))
