"""Where a matter goes: the nearest route, and who may handle it there."""

import re
from collections.abc import Iterable

from tongxin.casework.models import Case, Route
from tongxin.casework.rights import HANDLE, SUPERVISE
from tongxin.casework.rules.routing import RouteLine, best_route
from tongxin.core import clock
from tongxin.organisation.public import Person, Unit, ancestors_of, holders, holders_anywhere
from tongxin.words.public import squeeze


def path_up(unit: Unit) -> list[Unit]:
    """Return the units from ``unit`` up to its root; a unit of another line continues with the unit that it serves."""
    day = clock.today()
    path = [unit, *reversed(ancestors_of(unit, day))]
    if unit.serves_id is not None:
        served = Unit.objects.get(pk=unit.serves_id)
        path += [served, *reversed(ancestors_of(served, day))]
    return path


def responsible_unit(*, category: str, place: Unit, exclude: Iterable[int] = ()) -> Unit:
    """Return the unit that a matter at a place goes to.

    The nearest route of its category; without one, the nearest unit that has a handler. A unit whose handlers are all
    excluded (the matter is about them, or they raised it) is passed over upwards.
    """
    path = path_up(place)
    routes = Route.objects.filter(scope_id__in=[unit.pk for unit in path])
    lines = [RouteLine(route.category, route.scope_id, route.unit_id) for route in routes]
    found = best_route(category, [unit.pk for unit in path], lines)
    start = Unit.objects.get(pk=found) if found else place
    shut_out = frozenset(exclude)
    if holders(HANDLE, start.pk, exclude=shut_out):
        return start
    above = path_up(start)[1:] if found else path[1:]
    return next((unit for unit in above if holders(HANDLE, unit.pk, exclude=shut_out)), start)


def handlers_of(case: Case) -> list[Person]:
    """Return who may take the case in hand: the handlers of its unit without the raiser and those it is about."""
    return holders(HANDLE, case.unit_id, exclude=excluded_ids(case))


def excluded_ids(case: Case) -> frozenset[int]:
    """Return who must not touch the case: the raiser himself, and the people that it is about."""
    about = set(case.exclusions.values_list("person_id", flat=True))
    return frozenset(about | ({case.raiser_id} if case.raiser_id else set()))


def named_officers(text: str) -> list[Person]:
    """Return those who handle or supervise cases anywhere and whose name or staff number stands in a text."""
    words = squeeze(text)
    if not words:
        return []
    numbers = set(re.findall(r"[0-9A-Za-z-]+", text))
    officers = {person.pk: person for right in (HANDLE, SUPERVISE) for person in holders_anywhere(right)}
    return [person for person in officers.values() if person.name in words or person.staff_no in numbers]
