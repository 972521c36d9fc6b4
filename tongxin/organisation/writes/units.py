"""Founding, renaming and attaching units. Each counts from a day; what was before stays readable."""

from datetime import date

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.facts import UnitAttached, UnitFounded, UnitRenamed
from tongxin.organisation.models import Unit, UnitName, UnitType
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.writes.paths import add_paths
from tongxin.organisation.writes.standing import begin, last_named, require_change, require_parent
from tongxin.words.public import search_key

ADMINISTRATIVE = "administrative"
NAME_LENGTH = 120


@act
def found_unit(
    *,
    actor: Actor,
    line: str,
    code: str,
    name: str,
    type_code: str,
    parent: Unit | None = None,
    serves: Unit | None = None,
    day: date,
) -> Unit:
    """A unit exists from a day on, below its parent or at the top of its line.

    Needs the right to edit at the parent, else at the unit it serves, else everywhere. Records UnitFounded. Raises
    ForbiddenError, BadInputError (name, code, type_code, serves) and RuleBrokenError.
    """
    begin(actor=actor, units=[parent or serves])
    type = UnitType.objects.filter(line=line, code=type_code).first()
    if type is None:
        raise BadInputError(
            _("This line has no type of unit called %(type)s.") % {"type": type_code}, field="type_code"
        )
    unit = Unit(line=line, code=code.strip(), name=clean_name(name), type=type, parent=parent, founded_on=day)
    unit.search = search_key(unit.name)
    unit.serves = checked_service(line, serves)
    _require_free_code(unit)
    require_parent(unit, parent, day)
    unit.save()
    UnitName.objects.create(unit=unit, name=unit.name, from_on=day)
    add_paths(unit.pk, parent.pk if parent else None, day)
    record(
        UnitFounded(
            object=label(unit),
            unit_id=unit.pk,
            day=day,
            code=unit.code,
            name=unit.name,
            type=type.code,
            parent_id=unit.parent_id,
        )
    )
    return unit


@act
def rename_unit(*, actor: Actor, unit: Unit, name: str, day: date) -> Unit:
    """A unit bears another name from a day on; pages "as at" an earlier day keep the old one.

    Records UnitRenamed. Raises ForbiddenError, BadInputError (name) and RuleBrokenError.
    """
    begin(actor=actor, units=[unit])
    require_change(unit, day, last_named(unit))
    old, new = UnitName.objects.on(day).get(unit=unit).name, clean_name(name)
    if old != new:
        bear_name(unit, new, day)
        record(UnitRenamed(object=label(unit), unit_id=unit.pk, day=day, old=old, new=new))
    return unit


@act
def serve_unit(*, actor: Actor, unit: Unit, serves: Unit | None) -> Unit:
    """A unit of another line is attached to the administrative unit whose people it is there for, or to none.

    Needs the right to edit at both. Records UnitAttached. Raises ForbiddenError and BadInputError (serves).
    """
    begin(actor=actor, units=[unit, serves] if serves else [unit])
    unit.serves = checked_service(unit.line, serves)
    unit.save(update_fields=["serves"])
    record(UnitAttached(object=label(unit), unit_id=unit.pk, serves_id=unit.serves_id))
    return unit


def bear_name(unit: Unit, name: str, day: date) -> None:
    """Store a name from a day on, and show it if the day has come. The caller made sure that no later one exists."""
    names = UnitName.objects.filter(unit=unit)
    names.filter(from_on__gte=day).delete()
    names.filter(to_on__gt=day).update(to_on=day)
    if not names.filter(to_on=day, name=name).update(to_on=FOREVER):
        UnitName.objects.create(unit=unit, name=name, from_on=day)
    if day <= clock.today():
        unit.name, unit.search = name, search_key(name)
        unit.save(update_fields=["name", "search"])


def clean_name(name: str) -> str:
    """Return a name without needless blanks. Raises BadInputError for none and for one of over 120 characters."""
    clean = " ".join(name.split())
    if not clean:
        raise BadInputError(_("The unit needs a name."), field="name")
    if len(clean) > NAME_LENGTH:
        raise BadInputError(
            _("The name of a unit has at most %(most)s characters.") % {"most": NAME_LENGTH}, field="name"
        )
    return clean


def checked_service(line: str, serves: Unit | None) -> Unit | None:
    """Return the unit to serve. Raises BadInputError unless it is administrative and the line is another."""
    if serves and line == ADMINISTRATIVE:
        raise BadInputError(_("An administrative unit serves no other unit."), field="serves")
    if serves and serves.line != ADMINISTRATIVE:
        raise BadInputError(_("%(unit)s is not an administrative unit.") % {"unit": serves.name}, field="serves")
    return serves


def label(unit: Unit) -> str:
    """Return how the journal names a unit as the object of a fact."""
    return f"organisation.unit:{unit.pk}"


def _require_free_code(unit: Unit) -> None:
    if not unit.code:
        raise BadInputError(_("The unit needs a code."), field="code")
    taken = Unit.objects.filter(line=unit.line, code=unit.code).first()
    if taken:
        raise BadInputError(
            _("The code %(code)s already belongs to %(unit)s. Codes are never used twice.")
            % {"code": unit.code, "unit": taken.name},
            field="code",
        )
