"""From an account to the one who acts."""

from django.contrib.auth.base_user import AbstractBaseUser

from tongxin.core.policy import NOBODY, Actor
from tongxin.organisation.models import Person
from tongxin.organisation.rights.holdings import present
from tongxin.organisation.rights.people import actor_for


def actor_of_user(user: AbstractBaseUser) -> Actor:
    """Return who acts by an account. An account without a person, or of one who has left, is nobody. One query."""
    person = Person.objects.filter(present(), user_id=user.pk).first()
    if person is None:
        return NOBODY
    actor = actor_for(person)
    actor.memory["person"] = person
    return actor
