"""Belonging: to the place of work, and to a unit of the Party, the union, the League or the women's committee."""

from datetime import date

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record
from tongxin.organisation.facts import Joined, LeftUnit, StandingChanged, Transferred
from tongxin.organisation.models import Membership, Person, Unit
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.reads.people import label
from tongxin.organisation.reads.standings import standings
from tongxin.organisation.rights import PEOPLE_EDIT, reaches, require_sight
from tongxin.organisation.writes.people import ADMINISTRATIVE
from tongxin.organisation.writes.spans import require_standing


@act
def join_unit(
    *, actor: Actor, person: Person, unit: Unit, standing: str = "", from_on: date | None = None
) -> Membership:
    """Somebody belongs to a unit of another line than the administrative one, from a day on (default: today).

    The standing defaults to the first of the line. Records Joined. Raises ForbiddenError without the right at the unit,
    BadInputError (standing, unit), and RuleBrokenError for somebody who already belongs to a unit of that line.
    """
    day = from_on or clock.today()
    _require_edit(actor, person, unit)
    if unit.line == ADMINISTRATIVE:
        raise BadInputError(_("Change the place of work by a transfer."), field="unit")
    require_standing(unit, day)
    _require_free(person, unit.line, day)
    membership = Membership.objects.create(
        person=person, unit=unit, line=unit.line, standing=_known_standing(unit.line, standing), from_on=day
    )
    record(
        Joined(
            object=label(person),
            person_id=person.pk,
            unit_id=unit.pk,
            day=day,
            line=unit.line,
            standing=membership.standing,
        )
    )
    return membership


@act
def change_standing(*, actor: Actor, membership: Membership, standing: str, day: date) -> Membership:
    """Somebody belongs to his unit with another standing from a day on, such as full after probationary.

    Records StandingChanged. Raises ForbiddenError, BadInputError (standing) and RuleBrokenError.
    """
    _require_edit(actor, membership.person, membership.unit)
    old, new = membership.standing, _known_standing(membership.line, standing)
    if old == new:
        return membership
    changed = _continue(membership, day, unit=membership.unit, standing=new)
    record(
        StandingChanged(
            object=label(membership.person),
            person_id=membership.person_id,
            unit_id=membership.unit_id,
            day=day,
            line=membership.line,
            old=old,
            new=new,
        )
    )
    return changed


@act
def leave_unit(*, actor: Actor, membership: Membership, day: date) -> Membership:
    """Somebody belongs to his unit no longer from a day on. The place of work ends only with leaving altogether.

    Records LeftUnit. Raises ForbiddenError and RuleBrokenError.
    """
    _require_edit(actor, membership.person, membership.unit)
    if membership.line == ADMINISTRATIVE:
        raise RuleBrokenError(_("Transfer the person to another unit, or say that the person leaves."))
    _require_after_start(membership, day)
    membership.to_on = day
    membership.save(update_fields=["to_on"])
    person = membership.person
    record(
        LeftUnit(object=label(person), person_id=person.pk, unit_id=membership.unit_id, day=day, line=membership.line)
    )
    return membership


@act
def transfer_person(*, actor: Actor, person: Person, unit: Unit, day: date) -> Membership:
    """Somebody works in another unit, or belongs to another unit of a line with the same standing, from a day on.

    Needs the right at the old and at the new unit. A move is entered on its day or later. Records Transferred. Raises
    NotFoundError, ForbiddenError, BadInputError (unit, day) and RuleBrokenError.
    """
    membership = Membership.objects.filter(person=person, line=unit.line, to_on=FOREVER).first()
    if membership is None:
        raise RuleBrokenError(_("%(name)s belongs to no unit of this line.") % {"name": person.name})
    _require_edit(actor, person, membership.unit, unit)
    if day > clock.today():
        raise BadInputError(_("Enter a move on its day or later."), field="day")
    if membership.unit_id == unit.pk:
        return membership
    require_standing(unit, day)
    old_id = membership.unit_id
    moved = _continue(membership, day, unit=unit, standing=membership.standing)
    if unit.line == ADMINISTRATIVE:
        person.home = unit
        person.save(update_fields=["home"])
    record(
        Transferred(
            object=label(person),
            person_id=person.pk,
            unit_id=unit.pk,
            day=day,
            line=unit.line,
            from_id=old_id,
            to_id=unit.pk,
        )
    )
    return moved


def _require_edit(actor: Actor, person: Person, *units: Unit) -> None:
    require_sight(actor, person)
    require(person.pk != actor.person_id)
    for unit in units:
        require(reaches(actor, PEOPLE_EDIT, unit.pk))


def _require_free(person: Person, line: str, day: date) -> None:
    taken = Membership.objects.filter(person=person, line=line, to_on__gt=day).select_related("unit").first()
    if taken:
        raise RuleBrokenError(
            _("%(name)s already belongs to %(unit)s. Transfer instead.")
            % {"name": person.name, "unit": taken.unit.name}
        )


def _require_after_start(membership: Membership, day: date) -> None:
    if membership.to_on != FOREVER or day <= membership.from_on:
        raise RuleBrokenError(
            _("The change must lie after %(day)s, the day from which the present entry holds.")
            % {"day": membership.from_on.isoformat()}
        )


def _continue(membership: Membership, day: date, *, unit: Unit, standing: str) -> Membership:
    """End the span on the day and go on with another one; on the very day it began, the entry is corrected."""
    if membership.to_on == FOREVER and membership.from_on == day:
        membership.unit, membership.standing = unit, standing
        membership.save(update_fields=["unit", "standing"])
        return membership
    _require_after_start(membership, day)
    membership.to_on = day
    membership.save(update_fields=["to_on"])
    return Membership.objects.create(
        person=membership.person, unit=unit, line=membership.line, standing=standing, from_on=day
    )


def _known_standing(line: str, standing: str) -> str:
    known = standings(line)
    if standing and standing not in known:
        raise BadInputError(_("This line has no such standing."), field="standing")
    return standing or next(iter(known))
