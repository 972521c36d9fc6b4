"""Which people an actor may see and change. Everybody sees himself; the rest follows the reach of his rights."""

from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.lookups import In

from tongxin.core import clock
from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor, may, require
from tongxin.organisation.models import Membership, Person
from tongxin.organisation.rights.names import ACCOUNT_MANAGE, GRANT_EDIT, PEOPLE_EDIT, PEOPLE_VIEW, SENSITIVE_VIEW
from tongxin.organisation.rights.reach import reach, reaches_any


def person_of(actor: Actor) -> Person | None:
    """Return the person who acts; None for a job of the system and for nobody. One query, once a request."""
    if actor.person_id is None:
        return None
    if "person" not in actor.memory:
        actor.memory["person"] = Person.objects.filter(pk=actor.person_id).first()
    found: Person | None = actor.memory["person"]
    return found


def actor_for(person: Person) -> Actor:
    """Return the actor that a person is, with nothing read yet."""
    return Actor(person_id=person.pk, name=person.name, user_id=person.user_id)


def visible_people(actor: Actor, *, listed: bool = False) -> QuerySet[Person]:
    """Return the people whose page the actor may open: himself, and all who work in or belong to a unit he reaches.

    ``listed`` is for pages of a list in the order of an index.
    """
    return Person.objects.filter(_visible(actor, listed=listed))


def _visible(actor: Actor, *, listed: bool) -> Q:
    far = reach(actor, PEOPLE_VIEW)
    if far.everywhere:
        return Q()
    oneself = Q(pk=actor.person_id)
    if far.nowhere:
        return oneself
    units = far.unit_ids()
    at_home = Q(home_id__in=units)
    if listed and far.is_wide():
        # The sum keeps the planner of SQLite from collecting and sorting all of them (docs/decisions/0012).
        home = ExpressionWrapper(F("home_id") + 0, output_field=BigIntegerField())
        at_home = Q(In(home, units.query))
    return oneself | at_home | Q(pk__in=_members(units))


def _members(units: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return Membership.objects.on(clock.today()).filter(unit_id__in=units).values("person_id")


def nameable_people(actor: Actor) -> QuerySet[Person]:
    """Return the people whose name, number and unit the actor may find.

    Whoever opens accounts or gives roles must find everybody by name, and sees no more of them than that.
    """
    return Person.objects.all() if _names_everybody(actor) else visible_people(actor)


def _names_everybody(actor: Actor) -> bool:
    return may(actor, ACCOUNT_MANAGE) or may(actor, GRANT_EDIT)


def editable_people(actor: Actor) -> QuerySet[Person]:
    """Return the people whom the actor may change: those of units he reaches, never himself."""
    far = reach(actor, PEOPLE_EDIT)
    if far.nowhere:
        return Person.objects.none()
    others = Person.objects.exclude(pk=actor.person_id or 0)
    if far.everywhere:
        return others
    units = far.unit_ids()
    return others.filter(Q(home_id__in=units) | Q(pk__in=_members(units)))


def access_person(*, actor: Actor, key: str) -> Person:
    """Return the person of a page. Raises NotFoundError for one who is not there or not open to the actor."""
    person = visible_people(actor).select_related("home").filter(key=key).first()
    if person is None:
        raise NotFoundError
    return person


def units_of(person: Person) -> list[int]:
    """Return the ids of the units in which a person stands today, his home first. One query."""
    member = Membership.objects.on(clock.today()).filter(person=person).values_list("unit_id", flat=True)
    home = [person.home_id] if person.home_id else []
    return [*home, *(unit_id for unit_id in member if unit_id != person.home_id)]


def can_view_person(actor: Actor, person: Person) -> bool:
    """Return whether the actor may open the person's page."""
    return person.pk == actor.person_id or reaches_any(actor, PEOPLE_VIEW, units_of(person))


def can_view_sensitive(actor: Actor, person: Person) -> bool:
    """Return whether the actor may look at identity number and phone: his own, or by a right over his units."""
    return person.pk == actor.person_id or reaches_any(actor, SENSITIVE_VIEW, units_of(person))


def can_edit_person(actor: Actor, person: Person) -> bool:
    """Return whether the actor may change the person. Nobody changes his own entry: somebody else does."""
    return person.pk != actor.person_id and reaches_any(actor, PEOPLE_EDIT, units_of(person))


def require_sight(actor: Actor, person: Person) -> None:
    """Raise NotFoundError unless the actor may know of the person."""
    require(_names_everybody(actor) or can_view_person(actor, person), NotFoundError)
