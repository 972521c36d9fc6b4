"""Importing a tree of units: planned as a whole, written in batches of one run, undone by run."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db.models import Exists, OuterRef, Q

from tongxin.core.acts import with_key
from tongxin.core.db import after_bulk
from tongxin.core.policy import Actor, require
from tongxin.organisation.importing.unit_batches import Batch, begin_units, finish_units, write_batch
from tongxin.organisation.importing.unit_files import rows_of
from tongxin.organisation.importing.unit_reasons import refusal_of
from tongxin.organisation.importing.watching import UNWATCHED, Watcher
from tongxin.organisation.models import ImportRun, Unit, UnitName, UnitPath, UnitType
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.reads.units import type_name
from tongxin.organisation.rights import IMPORT, reach
from tongxin.organisation.rules.unit_plan import TOP, Change, Known, Line, Plan
from tongxin.organisation.rules.unit_planning import plan_units
from tongxin.organisation.rules.unit_types import hints_of
from tongxin.organisation.writes.standing import kind_of
from tongxin.rulebook.public import section, traditional
from tongxin.sheets.public import Outcome

BATCH = 500
MOVES = 10
TOLD_ONE_BY_ONE = 500


def import_units(
    *,
    actor: Actor,
    path: Path,
    line: str = "administrative",
    dry_run: bool = False,
    today: date,
    watch: Watcher = UNWATCHED,
) -> Outcome:
    """Bring in the units of a file from today on: new ones are founded, others renamed, retyped and moved.

    Units that the file does not name stay as they are. A place that is unusual for a type is a warning. A dry run
    writes nothing; a file that changes nothing leaves no run. ``watch`` is told the plan. Records UnitsImported, and
    for up to 500 changes each one. Raises ForbiddenError, UnreadableError and BadInputError.
    """
    began = time.monotonic()
    far = reach(actor, IMPORT)
    require(not far.nowhere)
    outcome = Outcome()
    known = line_of(actor, line, today)
    plan = plan_units(rows_of(path, outcome), known)
    watch.planned(plan, known, outcome.rows)
    _report(plan, line, outcome)
    if not dry_run and (plan.new or plan.changed or plan.moved):
        run = begin_units(actor=actor, path=path, line=line, new_types=plan.new_types)
        watch.began(run)
        _carry_out(actor, plan, line, run, outcome, today)
    outcome.seconds = time.monotonic() - began
    return outcome


def line_of(actor: Actor, line: str, today: date) -> Line:
    """Return what is known of a line, and what of it the actor may change. Four queries, five for a limited reach."""
    far = reach(actor, IMPORT)
    mine = None if far.everywhere else set(far.unit_ids().values_list("id", flat=True))
    known = {
        code: Known(
            name, type, parent or TOP, dissolved != FOREVER, fixed or founded > today, mine is None or pk in mine
        )
        for pk, code, name, type, parent, founded, dissolved, fixed in _rows(line, today)
    }
    kinds = {type.code: kind_of(type) for type in UnitType.objects.filter(line=line).prefetch_related("allows")}
    hints = next(hints_of(entry, traditional) for entry in section("units")["lines"] if entry["code"] == line)
    return Line(known, kinds, hints, top_open=far.everywhere)


def _rows(line: str, today: date) -> Iterator[tuple[int, str, str, str, str | None, date, date, bool]]:
    names = UnitName.objects.filter(unit=OuterRef("pk"), from_on__gt=today)
    planned = Q(from_on__gt=today) | Q(to_on__gt=today, to_on__lt=FOREVER)
    places = UnitPath.objects.filter(planned, unit=OuterRef("pk"), depth=1)
    units = Unit.objects.filter(line=line).annotate(fixed=Exists(names) | Exists(places))
    return units.values_list(
        "pk", "code", "name", "type__code", "parent__code", "founded_on", "dissolved_on", "fixed"
    ).iterator(chunk_size=5000)


def _report(plan: Plan, line: str, outcome: Outcome) -> None:
    types = {type.code: type_name(type) for type in UnitType.objects.filter(line=line)}
    outcome.new, outcome.changed, outcome.moved = len(plan.new), len(plan.changed), len(plan.moved)
    outcome.unchanged, outcome.duplicates = plan.unchanged, plan.duplicates
    outcome.rejected += [refusal_of(note, types) for note in plan.rejected]
    outcome.rejected.sort(key=lambda refusal: (refusal.sheet, refusal.row))
    outcome.warnings += [refusal_of(note, types) for note in plan.warnings]


def _carry_out(actor: Actor, plan: Plan, line: str, run: ImportRun, outcome: Outcome, today: date) -> None:
    told = len(plan.moved) + len(plan.changed) <= TOLD_ONE_BY_ONE
    with with_key(""):  # each batch is an act of its own: the key of the request belongs to the run
        for batch in _batches(plan):
            write_batch(actor=actor, run=run, line=line, batch=batch, today=today, told=told)
        finish_units(actor=actor, run=run, line=line, outcome=outcome)
    if outcome.new >= BATCH:
        after_bulk(Unit, UnitName, UnitPath)


def _batches(plan: Plan) -> Iterator[Batch]:
    """Yield what to do level by level, so that every parent is in its place before what stands below it."""
    levels = {change.level for changes in (plan.new, plan.changed, plan.moved) for change in changes}
    for level in sorted(levels):
        for moved in _parts(plan.moved, level, MOVES):
            yield Batch(moved=moved)
        for changed in _parts(plan.changed, level, BATCH):
            yield Batch(changed=changed)
        for new in _parts(plan.new, level, BATCH):
            yield Batch(new=new)


def _parts(changes: list[Change], level: int, size: int) -> Iterator[list[Change]]:
    here = [change for change in changes if change.level == level]
    return (here[start : start + size] for start in range(0, len(here), size))
