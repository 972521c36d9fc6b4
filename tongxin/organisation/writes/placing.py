"""Moving a unit: it goes with everything below it, and its old place stays readable for the days before."""

from datetime import date

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.facts import UnitMoved
from tongxin.organisation.models import Unit, UnitPath
from tongxin.organisation.writes.paths import move_paths
from tongxin.organisation.writes.standing import begin, last_placed, require_change, require_parent
from tongxin.organisation.writes.units import label


@act
def move_unit(*, actor: Actor, unit: Unit, parent: Unit | None, day: date) -> Unit:
    """From a day on a unit stands below another parent, or at the top of its line, with all that is below it.

    Needs the right to edit at the unit and at the target. Records UnitMoved. Raises ForbiddenError, and RuleBrokenError
    for a parent below the unit, of another line, of a type that does not take it, dissolved or not yet there, and for
    a day before a change that is already entered.
    """
    begin(actor=actor, units=[unit, parent])
    require_change(unit, day, last_placed(unit))
    require_parent(unit, parent, day)
    if moved := place_below(unit, parent, day):
        record(moved)
    return unit


def place_below(unit: Unit, parent: Unit | None, day: date) -> UnitMoved | None:
    """Place a unit, show it if the day has come, and return the fact to record; None where it stands there already.

    The caller asks rights and rules.
    """
    old = UnitPath.objects.on(day).filter(unit=unit, depth=1).values_list("ancestor_id", flat=True).first()
    new = parent.pk if parent else None
    if old == new:
        return None
    move_paths(unit.pk, new, day)
    if day <= clock.today():
        unit.parent = parent
        unit.save(update_fields=["parent"])
    return UnitMoved(object=label(unit), unit_id=unit.pk, day=day, from_id=old, to_id=new)
