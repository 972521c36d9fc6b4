"""What a directory says of one person becomes what the services of the pages would do."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin.accounts.public import close_account, reopen_account
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, ConflictError
from tongxin.core.policy import Actor
from tongxin.organisation.models import DirectoryLink, Person, Unit
from tongxin.organisation.reads.tree import roots
from tongxin.organisation.reads.units import find_unit
from tongxin.organisation.writes.accounts import give_account
from tongxin.organisation.writes.details import Changes
from tongxin.organisation.writes.memberships import transfer_person
from tongxin.organisation.writes.people import ADMINISTRATIVE, change_person, register_person


@dataclass(frozen=True)
class Said:
    """What a directory says of a person. None or empty: it says nothing of it, and nothing changes."""

    user_name: str
    staff_no: str
    name: str
    external_id: str | None = None
    phone: str = ""
    department: str = ""
    active: bool | None = None


@act
def enter_person(*, actor: Actor, said: Said) -> Person:
    """Somebody comes to work, with an account unless the directory says that he is not active.

    Raises ConflictError for a name or number that is taken, BadInputError for an unknown unit, and what the services
    of people raise.
    """
    _require_free(said, None)
    details: dict[str, str] = {"phone": said.phone} if said.phone else {}
    person = register_person(
        actor=actor, name=said.name, staff_no=said.staff_no, home=_home(said.department), **details,  # type: ignore[arg-type]
    )  # fmt: skip
    DirectoryLink.objects.create(person=person, external_id=said.external_id or "", user_name=said.user_name)
    if said.active is not False:
        give_account(actor=actor, person=person)
    return person


@act
def follow_directory(*, actor: Actor, person: Person, said: Said) -> Person:
    """A person becomes what the directory says: name, number, phone, place of work, and whether he may sign in.

    Who may not sign in is out with his next request. Raises as ``enter_person`` does.
    """
    _require_free(said, person)
    changes: Changes = {"name": said.name, "staff_no": said.staff_no}
    if said.phone:
        changes["phone"] = said.phone
    change_person(actor=actor, person=person, **changes)
    home = _home(said.department) if said.department else person.home
    if home is not None and home.pk != person.home_id:
        transfer_person(actor=actor, person=person, unit=home, day=clock.today())
    names = {"external_id": said.external_id or "", "user_name": said.user_name}
    DirectoryLink.objects.update_or_create(person=person, defaults=names)
    _follow_activity(actor, person, said.active)
    return person


def _follow_activity(actor: Actor, person: Person, active: bool | None) -> None:
    open_now = person.user is not None and person.user.is_active
    if active is None or active == open_now:
        return
    if not active and person.user is not None:
        close_account(actor=actor, user=person.user)
    elif person.user is None:
        give_account(actor=actor, person=person)
    else:
        reopen_account(actor=actor, user=person.user)


def _require_free(said: Said, person: Person | None) -> None:
    """Raise ConflictError where the number, or the directory's name, belongs to somebody else."""
    others = Person.objects.exclude(pk=person.pk) if person else Person.objects.all()
    links = DirectoryLink.objects.exclude(person=person) if person else DirectoryLink.objects.all()
    taken = Q(user_name__iexact=said.user_name)
    if said.external_id:
        taken |= Q(external_id=said.external_id)
    if others.filter(staff_no=said.staff_no).exists() or links.exclude(person=None).filter(taken).exists():
        raise ConflictError(_("This number or name already belongs to somebody else."), code="uniqueness")


def _home(department: str) -> Unit:
    """Return the place of work that a directory names by code or by a name that one unit bears; else the top."""
    if not department:
        found = next(iter(roots(ADMINISTRATIVE)), None)
    else:
        found = find_unit(ADMINISTRATIVE, department) or _named(department)
    if found is None:
        raise BadInputError(
            _("There is no unit with the code or name %(department)s.") % {"department": department}, field="department"
        )
    return found


def _named(name: str) -> Unit | None:
    standing = Unit.objects.filter(line=ADMINISTRATIVE, name=name, dissolved_on__gt=clock.today())
    found = list(standing[:2])
    return found[0] if len(found) == 1 else None
