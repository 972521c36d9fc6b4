"""Who may read and answer a request for a correction: those who may change the person, and never he himself."""

from django.db.models import QuerySet

from tongxin.core.errors import ForbiddenError, NotFoundError
from tongxin.core.policy import Actor
from tongxin.disclosure.models import Correction
from tongxin.organisation.public import Person, can_edit_person, editable_people, person_of

EDIT = "organisation.people.edit"  # declared by organisation, beside the roles that hold it


def require_person(actor: Actor) -> Person:
    """Return the person who acts. Raises ForbiddenError for a job of the system and for nobody."""
    person = person_of(actor)
    if person is None:
        raise ForbiddenError
    return person


def own_corrections(actor: Actor) -> QuerySet[Correction]:
    """Return what the actor himself asked for."""
    return Correction.objects.filter(person_id=actor.person_id or 0)


def visible_corrections(actor: Actor) -> QuerySet[Correction]:
    """Return the requests of the people whom the actor may change."""
    return Correction.objects.filter(person__in=editable_people(actor))


def access_correction(*, actor: Actor, key: str, lock: bool = False) -> Correction:
    """Return a request that the actor may answer. Raises NotFoundError, the same for absent and not visible."""
    rows = Correction.objects.select_for_update(of=("self",)) if lock else Correction.objects
    found = visible_corrections(actor).filter(key=key).values("pk")
    correction = rows.select_related("person", "person__home", "answered_by").filter(pk__in=found).first()
    if correction is None:
        raise NotFoundError
    return correction


def can_answer(actor: Actor, correction: Correction) -> bool:
    """Return whether the actor may answer a request."""
    return can_edit_person(actor, correction.person)
