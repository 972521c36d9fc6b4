"""One row that an address names: a membership or a post of a person, and a person whom one may only name."""

from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor
from tongxin.organisation.models import Membership, Person, Post
from tongxin.organisation.rights import nameable_people


def access_nameable(*, actor: Actor, key: str) -> Person:
    """Return a person whom the actor may name, though not see. Raises NotFoundError."""
    found = nameable_people(actor).select_related("home", "user").filter(key=key).first()
    if found is None:
        raise NotFoundError
    return found


def membership_of(person: Person, pk: int) -> Membership:
    """Return a membership of the person. Raises NotFoundError."""
    found = person.memberships.select_related("person", "unit").filter(pk=pk).first()
    if found is None:
        raise NotFoundError
    return found


def post_of(person: Person, pk: int) -> Post:
    """Return a post of the person. Raises NotFoundError."""
    found = person.posts.select_related("person", "unit").filter(pk=pk).first()
    if found is None:
        raise NotFoundError
    return found
