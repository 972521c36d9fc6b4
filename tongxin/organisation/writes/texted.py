"""Who can be sent a code by text message: on the roster, with a mobile number, and with no duty that asks for more."""

from tongxin.accounts.public import Reached, User, find_user, mobile_of, open_accounts
from tongxin.core.acts import act
from tongxin.core.policy import Actor, system_actor
from tongxin.organisation.models import Person
from tongxin.organisation.rights.guarded import guarded_people
from tongxin.organisation.rights.holdings import present

JOB = "organisation.texted"


def reached_by_text(name: str) -> Reached | None:
    """Return the account and mobile number of whoever signs in by a name; a missing account is opened.

    Nobody for whom two people must vouch (docs/decisions/0017): whoever changes a number would become him.
    """
    user = find_user(name)
    people = Person.objects.filter(present()).exclude(guarded_people())
    mine = people.filter(user=user) if user is not None else people.filter(user=None, staff_no__iexact=name)
    person = mine.select_related("user").first()
    phone = mobile_of(person.phone) if person is not None else ""
    if person is None or not phone:
        return None
    user = person.user or _account_of(actor=system_actor(JOB), person=person)
    return Reached(user, phone) if user is not None else None


@act
def _account_of(*, actor: Actor, person: Person) -> User | None:
    opened = open_accounts(actor=actor, phones={person.staff_no: person.phone_index})
    person.user = opened.get(person.staff_no)
    person.save(update_fields=["user"])
    return person.user
