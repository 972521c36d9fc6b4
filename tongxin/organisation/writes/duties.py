"""What a unit is there for, and what it will do this year."""

from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.facts import UnitDescribed
from tongxin.organisation.models import Unit
from tongxin.organisation.writes.standing import begin
from tongxin.organisation.writes.units import label


@act
def describe_unit(*, actor: Actor, unit: Unit, duties: str, year_plan: str) -> Unit:
    """The duties of a unit and its plan of the year are as written here.

    Records UnitDescribed with the names of what changed. Raises ForbiddenError.
    """
    begin(actor=actor, units=[unit])
    given = {"duties": duties.strip(), "year_plan": year_plan.strip()}
    changed = [name for name, text in given.items() if getattr(unit, name) != text]
    for name in changed:
        setattr(unit, name, given[name])
    if changed:
        unit.save(update_fields=changed)
        record(UnitDescribed(object=label(unit), unit_id=unit.pk, changed=tuple(changed)))
    return unit
