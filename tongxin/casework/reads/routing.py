"""Where a matter goes: the nearest route, and who may handle it there."""

import re
from collections.abc import Iterable

from tongxin.casework.models import Case, Route
from tongxin.casework.rights import HANDLE, SUPERVISE
from tongxin.casework.rules.routing import RouteLine, best_route
from tongxin.core.policy import Actor
from tongxin.organisation.public import Person, Unit, has_holder, holders, holders_anywhere, stand_ins, standing_path
from tongxin.words.public import squeeze


def path_up(actor: Actor, unit: Unit) -> list[Unit]:
    """Return the units from ``unit`` up to its root; a unit of another line continues with the unit that it serves."""
    path = [unit, *(above for above in standing_path(actor, unit.pk) if above.pk != unit.pk)]
    return path if unit.serves_id is None else [*path, *standing_path(actor, unit.serves_id)]


def responsible_unit(*, actor: Actor, category: str, place: Unit, exclude: Iterable[int] = ()) -> Unit:
    """Return the unit that a matter at a place goes to.

    The nearest route of its category; without one, the nearest unit that has a handler. A unit whose handlers are all
    excluded (the matter is about them, or they raised it) is passed over upwards. Nobody is excluded for a case that
    is for the handler only: the unit is seen by those who must not learn whom it is about (docs/decisions/0009).
    """
    path = path_up(actor, place)
    routes = list(Route.objects.filter(scope_id__in=[unit.pk for unit in path]).select_related("unit"))
    lines = [RouteLine(route.category, route.scope_id, route.unit_id) for route in routes]
    found = best_route(category, [unit.pk for unit in path], lines)
    start = next((route.unit for route in routes if route.unit_id == found), place)
    shut_out = frozenset(exclude)
    if has_holder(HANDLE, start.pk, exclude=shut_out):
        return start
    above = path_up(actor, start)[1:] if found else path[1:]
    return next((unit for unit in above if has_holder(HANDLE, unit.pk, exclude=shut_out)), start)


def handlers_of(case: Case) -> list[Person]:
    """Return who may take the case in hand: the handlers of its unit without the raiser and those it is about."""
    return holders(HANDLE, case.unit_id, exclude=excluded_ids(case))


def excluded_ids(case: Case) -> frozenset[int]:
    """Return who must not touch the case: the raiser, the people that it is about, and those who stand in for them."""
    about = set(case.exclusions.values_list("person_id", flat=True))
    return frozenset(about | stand_ins(about) | ({case.raiser_id} if case.raiser_id else set()))


def named_officers(text: str) -> list[Person]:
    """Return those who handle or supervise cases anywhere and whose name or staff number stands in a text."""
    words = squeeze(text)
    if not words:
        return []
    numbers = set(re.findall(r"[0-9A-Za-z-]+", text))
    officers = {person.pk: person for right in (HANDLE, SUPERVISE) for person in holders_anywhere(right)}
    return [person for person in officers.values() if person.name in words or person.staff_no in numbers]
