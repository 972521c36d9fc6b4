"""What every act on a unit asks first: may this person, and does the tree allow it. Refusals get their words."""

from datetime import date

from django.db.models import Max
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.db import wait_for_turn
from tongxin.core.errors import RuleBrokenError, Text
from tongxin.core.policy import Actor, require
from tongxin.organisation.models import Unit, UnitPath, UnitType
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.reads.units import type_name
from tongxin.organisation.rights import UNIT_EDIT, reach, reaches
from tongxin.organisation.rules.tree import Kind, Refused, Standing, refuse_change, refuse_parent

TREE = "organisation.tree"


def begin(*, actor: Actor, units: list[Unit | None]) -> None:
    """Require the right to edit at each of these places (none = the top of a line) and take the one turn at the tree.

    Raises ForbiddenError.
    """
    for unit in units:
        place = _place_in_today(unit)
        require(reaches(actor, UNIT_EDIT, place.pk) if place else reach(actor, UNIT_EDIT).everywhere)
    wait_for_turn(TREE)


def require_change(unit: Unit, day: date, last_change: date) -> None:
    """Require that a unit exists on a day and has no later change of the sort. Raises RuleBrokenError."""
    refused = refuse_change(standing_of(unit), last_change, day, FOREVER)
    if refused:
        raise RuleBrokenError(sentence(refused, unit, unit, last_change), code=refused)


def require_parent(unit: Unit, parent: Unit | None, day: date) -> None:
    """Require that a unit can stand below a parent from a day on. Raises RuleBrokenError with both names."""
    if parent is None:
        return
    refused = refuse_parent(unit.line, kind_of(unit.type), standing_of(parent), day, FOREVER)
    if not refused and _lies_below(parent, unit, day):
        refused = Refused.BELOW_ITSELF
    if refused:
        raise RuleBrokenError(sentence(refused, unit, parent), code=refused)


def require_heir(unit: Unit, heir: Unit, day: date) -> None:
    """Require that a unit can go into another one from a day on, whatever their types. Raises RuleBrokenError."""
    refused = refuse_parent(unit.line, Kind(unit.type.code), standing_of(heir), day, FOREVER)
    if not refused and _lies_below(heir, unit, day):
        refused = Refused.HEIR_BELOW
    if refused:
        raise RuleBrokenError(sentence(refused, unit, heir), code=refused)


def standing_of(unit: Unit) -> Standing:
    """Return a unit as the rules see it (one query for a type of the pack)."""
    return Standing(unit.line, kind_of(unit.type), unit.founded_on, unit.dissolved_on)


def kind_of(type: UnitType) -> Kind:
    """Return a type of unit as the rules see it."""
    if type.open:
        return Kind(type.code, own=not type.from_pack)
    return Kind(type.code, False, not type.from_pack, frozenset(below.code for below in type.allows.all()))


def last_named(unit: Unit) -> date:
    """Return the day from which a unit bears its last name, a planned one included."""
    return unit.names.aggregate(last=Max("from_on"))["last"] or unit.founded_on


def last_placed(unit: Unit) -> date:
    """Return the day from which a unit stands in its last place, a planned one included."""
    places = UnitPath.objects.filter(unit=unit, depth=1)
    came = places.aggregate(last=Max("from_on"))["last"]
    went = places.filter(to_on__lt=unit.dissolved_on).aggregate(last=Max("to_on"))["last"]
    return max(day for day in (unit.founded_on, came, went) if day)


def sentence(refused: Refused, unit: Unit, other: Unit, later: date | None = None) -> Text:
    """Return the sentence for a refusal; ``other`` is the parent or, of a change, the unit itself."""
    words = {
        Refused.BELOW_ITSELF: _(
            "%(unit)s cannot be placed below %(other)s, because %(other)s is %(unit)s itself or lies below it. "
            "Choose another parent, or move %(other)s out first."
        ),
        Refused.HEIR_BELOW: _(
            "%(unit)s cannot go into %(other)s, because %(other)s lies below it. Move %(other)s out first."
        ),
        Refused.OTHER_LINE: _("%(unit)s and %(other)s belong to different lines. Choose a parent in the same line."),
        Refused.TYPE_NOT_ALLOWED: _(
            "A unit of the type %(type)s, such as %(unit)s, does not stand directly below %(other)s (%(other_type)s). "
            "Choose another parent or another type."
        ),
        Refused.NOT_YET_FOUNDED: _("%(other)s exists only from %(founded)s. Choose this day or a later one."),
        Refused.DISSOLVED: _("%(other)s is dissolved from %(dissolved)s. Choose a unit that stays."),
        Refused.LATER_CHANGE: _(
            "A change of %(other)s is already entered for %(later)s. Choose this day or a later one."
        ),
    }
    return words[refused] % {
        "unit": unit.name,
        "other": other.name,
        "type": type_name(unit.type),
        "other_type": type_name(other.type),
        "founded": other.founded_on.isoformat(),
        "dissolved": other.dissolved_on.isoformat(),
        "later": later,
    }


def _lies_below(unit: Unit, ancestor: Unit, day: date) -> bool:
    return UnitPath.objects.filter(ancestor_id=ancestor.pk, unit_id=unit.pk, to_on__gt=day).exists()


def _place_in_today(unit: Unit | None) -> Unit | None:
    """Return where the right counts: rights are as at today, so a unit still to come is judged by the one above it."""
    today = clock.today()
    while unit is not None and unit.founded_on > today:
        unit = unit.parent or unit.serves
    return unit
