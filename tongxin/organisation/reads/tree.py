"""The tree as at a day: who stands below and above whom, how many people there are, who else serves them."""

from collections.abc import Callable, Collection, Iterable
from copy import copy
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When

from tongxin.core import clock
from tongxin.core.policy import Actor
from tongxin.organisation.models import Unit, UnitName, UnitPath
from tongxin.organisation.models.spans import on_day
from tongxin.organisation.models.unit import LINES

SEPARATOR = " / "


def roots(line: str, day: date | None = None) -> list[Unit]:
    """Return the units at the top of a line on a day (default: today), by code."""
    day = day or clock.today()
    standing = Unit.objects.filter(line=line, founded_on__lte=day, dissolved_on__gt=day)
    if day == clock.today():
        tops = standing.filter(parent=None)
    else:
        placed = UnitPath.objects.on(day).filter(depth=1, unit__line=line)
        tops = standing.exclude(pk__in=placed.values("unit"))
    return as_at(tops.select_related("type").order_by("code"), day)


def children_of(unit: Unit, day: date | None = None) -> list[Unit]:
    """Return the units directly below a unit on a day (default: today), by code, under the names of that day."""
    day = day or clock.today()
    below = UnitPath.objects.on(day).filter(ancestor=unit, depth=1)
    return as_at(Unit.objects.filter(pk__in=below.values("unit")).select_related("type").order_by("code"), day)


def opened_along(line: str, way: Collection[Unit], day: date) -> tuple[list[Unit], dict[int, list[Unit]]]:
    """Return the roots of a line on a day, and what stands directly below each unit of a way. One query for today."""
    if day != clock.today():
        return roots(line, day), {step.pk: children_of(step, day) for step in way}
    standing = Unit.objects.filter(line=line, founded_on__lte=day, dissolved_on__gt=day)
    here: dict[int | None, list[Unit]] = {None: [], **{step.pk: [] for step in way}}
    for unit in standing.filter(Q(parent=None) | Q(parent__in=way)).select_related("type").order_by("code"):
        here[unit.parent_id].append(unit)
    return here[None], {step.pk: here[step.pk] for step in way}


def ancestors_of(unit: Unit, day: date | None = None) -> list[Unit]:
    """Return the units above a unit on a day (default: today), the root first, under the names of that day."""
    day = day or clock.today()
    above = UnitPath.objects.on(day).filter(unit=unit, depth__gt=0).order_by("-depth").select_related("ancestor__type")
    return as_at((path.ancestor for path in above), day)


def standing_path(actor: Actor, unit_id: int) -> tuple[Unit, ...]:
    """Return a unit and those above it today, the unit first. One query a unit and request; its callers share them."""
    kept = f"path:{unit_id}"
    if kept not in actor.memory:
        here = Unit.objects.filter(on_day(clock.today(), "paths_down__"), paths_down__unit_id=unit_id)
        actor.memory[kept] = tuple(here.order_by("paths_down__depth"))
    found: tuple[Unit, ...] = actor.memory[kept]
    return found


def path_name(unit: Unit, day: date | None = None) -> str:
    """Return a unit's full name: 同辉集团 / 车身事业部 / 冲压一车间."""
    day = day or clock.today()
    return SEPARATOR.join(step.name for step in [*ancestors_of(unit, day), *as_at([unit], day)])


def path_names(units: Iterable[Unit], day: date | None = None) -> dict[int, str]:
    """Return the full names of many units by id, under the names of a day (default: today); one query."""
    day = day or clock.today()
    names: dict[int, list[str]] = {unit.pk: [] for unit in units}
    above = UnitPath.objects.on(day).filter(on_day(day, "ancestor__names__"), unit__in=names).order_by("unit", "-depth")
    for unit_id, name in above.values_list("unit_id", "ancestor__names__name"):
        names[unit_id].append(name)
    return {unit_id: SEPARATOR.join(steps) for unit_id, steps in names.items()}


def descendant_ids(unit_id: int, day: date | None = None) -> QuerySet[UnitPath, Any]:
    """Return the ids of a unit and all below it on a day (default: today), as a subquery."""
    ids: QuerySet[UnitPath, Any] = (
        UnitPath.objects.on(day or clock.today()).filter(ancestor_id=unit_id).values("unit_id")
    )
    return ids


def is_below(unit_id: int, ancestor_id: int, day: date | None = None) -> bool:
    """Return whether a unit stands somewhere below another, or is that unit, on a day (default: today)."""
    paths = UnitPath.objects.on(day or clock.today())
    return bool(paths.filter(ancestor_id=ancestor_id, unit_id=unit_id).exists())


def nearest_above(unit: Unit, predicate: Callable[[Unit], bool]) -> Unit | None:
    """Return the unit itself or the nearest one above it today that fits, or None."""
    return next((step for step in (unit, *reversed(ancestors_of(unit))) if predicate(step)), None)


def people_counts(unit_ids: Collection[int], day: date | None = None) -> dict[int, int]:
    """Return how many people belong to each unit and all below it on a day (default: today); one query."""
    day = day or clock.today()
    below = UnitPath.objects.on(day).filter(on_day(day, "unit__memberships__"), ancestor_id__in=unit_ids)
    # In one line nobody belongs to two units on one day, and a tree is of one line: nobody is counted twice.
    counted = below.values("ancestor_id").annotate(people=Count("unit__memberships"))
    return dict.fromkeys(unit_ids, 0) | dict(counted.values_list("ancestor_id", "people"))


def counts_below(unit_ids: Collection[int], day: date | None = None) -> dict[int, int]:
    """Return how many units stand below each unit on a day (default: today), on all levels; one query."""
    below = UnitPath.objects.on(day or clock.today()).filter(ancestor_id__in=unit_ids, depth__gt=0)
    counted = below.values("ancestor_id").annotate(units=Count("unit"))
    return dict.fromkeys(unit_ids, 0) | dict(counted.values_list("ancestor_id", "units"))


def other_lines(unit: Unit) -> list[Unit]:
    """Return the units of today that are there for the same people: the administrative unit and all that serve it."""
    served_id = unit.serves_id if unit.line != LINES[0] else unit.pk
    if served_id is None:
        return []
    order = Case(*(When(line=line, then=place) for place, line in enumerate(LINES)))
    today = clock.today()
    same = Unit.objects.filter(Q(pk=served_id) | Q(serves_id=served_id), founded_on__lte=today, dissolved_on__gt=today)
    return list(same.exclude(pk=unit.pk).select_related("type").order_by(order, F("code")))


def as_at(units: Iterable[Unit], day: date) -> list[Unit]:
    """Return units under the names of a day: to be shown, never saved. One query for a day other than today."""
    found = list(units)
    if day != clock.today():
        names = dict(UnitName.objects.on(day).filter(unit__in=found).values_list("unit_id", "name"))
        found = [_named(unit, names.get(unit.pk, unit.name)) for unit in found]
    return found


def _named(unit: Unit, name: str) -> Unit:
    shown = copy(unit)
    shown.name = name
    return shown
