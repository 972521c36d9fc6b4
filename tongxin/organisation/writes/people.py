"""People come, change and go."""

from collections.abc import Collection
from datetime import date
from typing import Unpack

from django.utils.translation import gettext as _

from tongxin.accounts.public import close_account, set_phone
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record
from tongxin.organisation.facts import PersonChanged, PersonLeft, PersonRegistered
from tongxin.organisation.models import Delegation, Grant, Membership, Person, Post, Unit
from tongxin.organisation.models.person import KINDS
from tongxin.organisation.reads.people import label
from tongxin.organisation.rights import (
    PEOPLE_EDIT,
    can_edit_person,
    reaches,
    require_sight,
)
from tongxin.organisation.writes.details import Changes, Details, set_details
from tongxin.organisation.writes.spans import end_on, require_standing

ADMINISTRATIVE = "administrative"


@act
def register_person(
    *, actor: Actor, name: str, staff_no: str, home: Unit, from_on: date | None = None, **details: Unpack[Details]
) -> Person:
    """Somebody works in an administrative unit from a day on (default: today).

    Records PersonRegistered. Raises ForbiddenError, and BadInputError with the field: a number that does not check, or
    a staff or identity number that somebody else has.
    """
    require(reaches(actor, PEOPLE_EDIT, home.pk))
    day = from_on or clock.today()
    if home.line != ADMINISTRATIVE:
        raise BadInputError(_("People work in administrative units. Choose one."), field="home")
    require_standing(home, day)
    person = Person(kind=KINDS[0], home=home)
    set_details(person, Changes(name=name, staff_no=staff_no, **details))
    person.save()
    Membership.objects.create(person=person, unit=home, line=ADMINISTRATIVE, from_on=day)
    record(PersonRegistered(object=label(person), person_id=person.pk, unit_id=home.pk, day=day))
    return person


@act
def change_person(*, actor: Actor, person: Person, **details: Unpack[Changes]) -> Person:
    """What is known of a person is corrected; what is not named stays. His account follows number and phone.

    Records PersonChanged with the names of the columns. Raises NotFoundError, ForbiddenError and BadInputError.
    """
    _require_edit(actor, person)
    changed = set_details(person, details)
    if not changed:
        return person
    person.save(update_fields=changed)
    follow_account(actor, person, changed)
    record(PersonChanged(object=label(person), person_id=person.pk, unit_id=person.home_id, changed=tuple(changed)))
    return person


def follow_account(actor: Actor, person: Person, changed: Collection[str]) -> None:
    """Let somebody sign in by his new number and phone. Raises BadInputError for a phone that others sign in with."""
    if person.user is None:
        return
    if "staff_no" in changed:
        person.user.number = person.staff_no
        person.user.save(update_fields=["number"])
    if "phone" in changed:
        set_phone(actor=actor, user=person.user, phone=person.phone)


@act
def person_leaves(*, actor: Actor, person: Person, day: date) -> Person:
    """Somebody belongs to the organisation no longer from a day on: memberships, posts, roles and delegations end.

    The account is closed when the day has come. The last place of work stays as his home, so that who was responsible
    for him still finds him. Records PersonLeft. Raises NotFoundError, ForbiddenError and RuleBrokenError.
    """
    _require_edit(actor, person)
    if person.left_on is not None:
        raise RuleBrokenError(_("%(name)s has already left.") % {"name": person.name})
    let_go(actor, person, day)
    return person


def let_go(actor: Actor, person: Person, day: date) -> None:
    """End everything that somebody holds or belongs to on a day, and record PersonLeft. The caller asked rights."""
    end_all(person, day)
    person.left_on = day
    person.save(update_fields=["left_on"])
    if person.user is not None and day <= clock.today():
        close_account(actor=actor, user=person.user)
    record(PersonLeft(object=label(person), person_id=person.pk, unit_id=person.home_id, day=day))


def end_all(person: Person, day: date) -> None:
    """End everything that somebody holds or belongs to on a day."""
    for rows in (Membership.objects.filter(person=person), Post.objects.filter(person=person)):
        end_on(rows, day)
    end_on(Grant.objects.filter(person=person), day)
    end_on(Delegation.objects.filter(giver=person), day)
    end_on(Delegation.objects.filter(taker=person), day)


def _require_edit(actor: Actor, person: Person) -> None:
    require_sight(actor, person)
    require(can_edit_person(actor, person))
