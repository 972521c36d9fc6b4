"""Writes an import of units in short acts that share a run, and keeps of each row what it was before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tongxin.core.acts import act
from tongxin.core.db import wait_for_turn
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.facts import UnitRenamed, UnitRetyped, UnitsImported
from tongxin.organisation.importing.runs import changed, close_run, made, open_run
from tongxin.organisation.models import ImportRun, RunChange, Unit, UnitName, UnitPath, UnitType
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.rules.tree import Span, paths_of_new_unit
from tongxin.organisation.rules.unit_plan import Change
from tongxin.organisation.writes.paths import path_row
from tongxin.organisation.writes.placing import place_below
from tongxin.organisation.writes.standing import TREE
from tongxin.organisation.writes.units import bear_name, label
from tongxin.sheets.public import Outcome
from tongxin.words.public import search_key

UNITS = "units"


@dataclass(frozen=True)
class Batch:
    """Changes of one level of the tree that are written together."""

    new: Sequence[Change] = ()
    changed: Sequence[Change] = ()
    moved: Sequence[Change] = ()


@act
def begin_units(*, actor: Actor, path: Path, line: str, new_types: Iterable[str]) -> ImportRun:
    """An import of units begins; the types that only the file knows are added."""
    UnitType.objects.bulk_create(UnitType(line=line, code=code, name=code) for code in new_types)
    return open_run(actor, UNITS, path)


@act
def write_batch(*, actor: Actor, run: ImportRun, line: str, batch: Batch, today: date, told: bool) -> None:  # noqa: ARG001 - an act takes its actor
    """Write one batch of a run. With ``told`` it records UnitRenamed, UnitRetyped and UnitMoved for each change."""
    wait_for_turn(TREE)
    types = dict(UnitType.objects.filter(line=line).values_list("code", "pk"))
    units = _units(line, batch)
    if batch.new:
        _found(run, line, batch.new, units, types, today)
    for change in (*batch.changed, *batch.moved):
        _change(run, change, units, types, today, told=told)


@act
def finish_units(*, actor: Actor, run: ImportRun, line: str, outcome: Outcome) -> None:  # noqa: ARG001 - an act takes its actor
    """The run is done. Records UnitsImported with the counts."""
    close_run(run, outcome)
    record(UnitsImported(object=f"organisation.import:{run.pk}", run_id=run.pk, line=line, counts=run.outcome))


def _units(line: str, batch: Batch) -> dict[str, Unit]:
    """Return the units of a batch that exist, and all parents, by code."""
    changes = (*batch.new, *batch.changed, *batch.moved)
    codes = {change.row.code for change in changes} | {change.parent for change in changes}
    return {unit.code: unit for unit in Unit.objects.filter(line=line, code__in=codes).select_related("type")}


def _found(
    run: ImportRun, line: str, changes: Sequence[Change], above: dict[str, Unit], types: dict[str, int], today: date
) -> None:
    units = Unit.objects.bulk_create(
        Unit(
            line=line,
            code=change.row.code,
            name=change.row.name,
            search=search_key(change.row.name),
            type_id=types[change.type],
            parent=above.get(change.parent),
            founded_on=today,
        )
        for change in changes
    )
    UnitName.objects.bulk_create(UnitName(unit_id=unit.pk, name=unit.name, from_on=today) for unit in units)
    spans = _spans_of({unit.parent_id for unit in units if unit.parent_id})
    UnitPath.objects.bulk_create(
        path_row(unit.pk, span)
        for unit in units
        for span in paths_of_new_unit(unit.pk, spans.get(unit.parent_id, []), today, FOREVER)
    )
    RunChange.objects.bulk_create(made(run, units))


def _spans_of(unit_ids: set[int]) -> dict[int | None, list[Span]]:
    found: dict[int | None, list[Span]] = {}
    rows = UnitPath.objects.filter(unit_id__in=unit_ids)
    for unit_id, ancestor, depth, start, end in rows.values_list("unit", "ancestor", "depth", "from_on", "to_on"):
        found.setdefault(unit_id, []).append(Span(ancestor, depth, start, end))
    return found


def _change(
    run: ImportRun, change: Change, units: dict[str, Unit], types: dict[str, int], today: date, *, told: bool
) -> None:
    unit = units[change.row.code]
    before = {"name": unit.name, "type": unit.type_id, "parent": unit.parent_id, "day": today.isoformat()}
    changed(run, unit, before).save()
    facts: list[Any] = []
    if unit.name != change.row.name:
        facts.append(UnitRenamed(object=label(unit), unit_id=unit.pk, day=today, old=unit.name, new=change.row.name))
        bear_name(unit, change.row.name, today)
    if unit.type.code != change.type:
        facts.append(UnitRetyped(object=label(unit), unit_id=unit.pk, day=today, old=unit.type.code, new=change.type))
        unit.type_id = types[change.type]
        unit.save(update_fields=["type"])
    facts.append(place_below(unit, units.get(change.parent), today))
    for fact in facts:
        if told and fact:
            record(fact)
