"""Takes back an import of units, in short acts. What others stand on by now stays, and so does what changed since."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import ForeignObjectRel

from tongxin.core import clock
from tongxin.core.acts import act, with_key
from tongxin.core.db import wait_for_turn
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.facts import UnitsImportUndone
from tongxin.organisation.models import ImportRun, RunChange, Unit, UnitName, UnitPath
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.reads.tree import is_below
from tongxin.organisation.writes.placing import place_below
from tongxin.organisation.writes.standing import TREE, last_named, last_placed
from tongxin.organisation.writes.units import bear_name

MOVES, REMOVALS = 10, 500


def undo_units(*, actor: Actor, run: ImportRun) -> int:
    """Restore the units that a run changed, remove those it made, and close it. Returns how many were taken back.

    Records UnitsImportUndone.
    """
    changes = run.changes.order_by("-pk")
    with with_key(""):  # each batch is an act of its own
        restored = _in_batches(restore_units, changes.exclude(before={}), MOVES, actor)
        removed = _in_batches(remove_units, changes.filter(before={}), REMOVALS, actor)
        close_undone_run(actor=actor, run=run, counts={"restored": restored, "removed": removed})
    return restored + removed


@act
def restore_units(*, actor: Actor, changes: Sequence[RunChange]) -> int:  # noqa: ARG001 - an act takes its actor
    """Give units the name, type and place they had before, unless they changed on a later day. Returns how many."""
    wait_for_turn(TREE)
    units = Unit.objects.select_related("type").in_bulk([change.row_id for change in changes])
    return sum(_restore(units[change.row_id], change.before) for change in changes if change.row_id in units)


@act
def remove_units(*, actor: Actor, changes: Sequence[RunChange]) -> int:  # noqa: ARG001 - an act takes its actor
    """Remove units on which nothing else stands: no person, post or case, no unit that stays. Returns how many."""
    wait_for_turn(TREE)
    free = {change.row_id for change in changes}
    while needed := _needed(free):
        free -= needed
    UnitPath.objects.filter(unit_id__in=free).delete()
    UnitName.objects.filter(unit_id__in=free).delete()
    Unit.objects.filter(pk__in=free).update(parent=None, serves=None, merged_into=None, split_from=None)
    return Unit.objects.filter(pk__in=free).delete()[0]


@act
def close_undone_run(*, actor: Actor, run: ImportRun, counts: dict[str, int]) -> None:  # noqa: ARG001 - an act takes its actor
    """The run is taken back. Records UnitsImportUndone with the counts."""
    run.undone_at = clock.now()
    run.save(update_fields=["undone_at"])
    record(UnitsImportUndone(object=f"organisation.import:{run.pk}", run_id=run.pk, counts=counts))


def _in_batches(service: Callable[..., int], changes: Any, size: int, actor: Actor) -> int:
    rows = list(changes)
    return sum(service(actor=actor, changes=rows[start : start + size]) for start in range(0, len(rows), size))


def _restore(unit: Unit, before: dict[str, Any]) -> bool:
    day = date.fromisoformat(before["day"])
    parent = Unit.objects.filter(pk=before["parent"]).first()
    if unit.dissolved_on != FOREVER or max(last_named(unit), last_placed(unit)) > day:
        return False
    if before["parent"] and (parent is None or parent.dissolved_on != FOREVER or is_below(parent.pk, unit.pk, day)):
        return False
    if unit.name != before["name"]:
        bear_name(unit, before["name"], day)
    unit.type_id = before["type"]
    unit.save(update_fields=["type"])
    place_below(unit, parent, day)
    return True


def _needed(units: set[int]) -> set[int]:
    """Return those of the units to which some row refers that is not about these units alone."""
    needed: set[int] = set()
    relations = (field for field in Unit._meta.get_fields(include_hidden=True) if isinstance(field, ForeignObjectRel))
    for relation in relations:
        model, field = relation.related_model, relation.field.name
        rows = model._base_manager.filter(**{f"{field}__in": units})
        if model is Unit:
            rows = rows.exclude(pk__in=units)
        elif model in (UnitName, UnitPath):
            rows = rows.exclude(unit__in=units)
        needed |= set(rows.values_list(field, flat=True))
    return needed
