"""Looking at identity number and phone: a right of its own, a reason, and a note in the journal every time."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongxin.core.acts import act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import count_looks, note
from tongxin.organisation.facts import OWN_SENSITIVE_SEEN, SENSITIVE_SEEN
from tongxin.organisation.models import Person
from tongxin.organisation.reads.people import label
from tongxin.organisation.rights import can_view_sensitive, require_sight


@dataclass(frozen=True)
class Sensitive:
    """What only few may see of a person, and only with a reason."""

    national_id: str
    phone: str


@act
def see_sensitive(*, actor: Actor, person: Person, why: str = "") -> Sensitive:
    """Return identity number and phone. Each look is noted; one at somebody else's needs a reason.

    Raises NotFoundError, ForbiddenError and BadInputError (why).
    """
    require_sight(actor, person)
    require(can_view_sensitive(actor, person))
    own = person.pk == actor.person_id
    if not (own or why.strip()):
        raise BadInputError(_("Say why you need to see this. The person can ask for it."), field="why")
    kind = OWN_SENSITIVE_SEEN if own else SENSITIVE_SEEN
    note(kind, actor=actor, object=label(person), person_id=person.pk, unit_id=person.home_id, why=why.strip()[:200])
    return Sensitive(person.national_id, person.phone)


def looks_at(person: Person) -> int:
    """Return how often others looked at the person's identity number or phone: shown to the person himself."""
    return count_looks(SENSITIVE_SEEN, label(person))
