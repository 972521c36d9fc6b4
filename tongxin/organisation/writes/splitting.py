"""Splitting a unit: new units come out of it; it stays, or one of them takes over the rest."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from tongxin.core.acts import act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.facts import UnitSplit
from tongxin.organisation.models import Unit, UnitPath
from tongxin.organisation.writes.merging import go_into
from tongxin.organisation.writes.placing import move_unit
from tongxin.organisation.writes.standing import begin, last_placed, require_change
from tongxin.organisation.writes.units import found_unit, label


@act
def split_unit(
    *,
    actor: Actor,
    unit: Unit,
    parts: Sequence[tuple[str, str]],
    day: date,
    below: Mapping[str, Sequence[Unit]] | None = None,
    heir: str = "",
) -> list[Unit]:
    """New units, each a code and a name, stand from a day on beside the one they come from, of the same type.

    ``below`` names by a part's code the units that go below it. The old unit stays, unless ``heir`` is the code of the
    part that takes over its people and all the rest: then it is dissolved. Records UnitFounded, UnitMoved and
    UnitSplit. Raises ForbiddenError, BadInputError (parts) and RuleBrokenError.
    """
    begin(actor=actor, units=[unit])
    require_change(unit, day, last_placed(unit))
    assigned = dict(below or {})
    if not parts or not {*assigned, *([heir] if heir else [])} <= {code for code, _name in parts}:
        raise BadInputError(_("Name the new units first, each with its code and its name."), field="parts")
    made = {code: _found_part(actor, unit, code, name, day) for code, name in parts}
    for code, children in assigned.items():
        for child in children:
            move_unit(actor=actor, unit=child, parent=made[code], day=day)
    if heir:
        go_into(unit, made[heir], day)
    record(UnitSplit(object=label(unit), unit_id=unit.pk, day=day, part_ids=tuple(part.pk for part in made.values())))
    return list(made.values())


def _found_part(actor: Actor, unit: Unit, code: str, name: str, day: date) -> Unit:
    parent = Unit.objects.filter(paths_down__in=UnitPath.objects.on(day).filter(unit=unit, depth=1)).first()
    part = found_unit(
        actor=actor, line=unit.line, code=code, name=name, type_code=unit.type.code, parent=parent, serves=unit.serves,
        day=day,
    )  # fmt: skip
    part.split_from = unit
    part.save(update_fields=["split_from"])
    return part
