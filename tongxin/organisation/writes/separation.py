"""The three administrators stay apart, from each other and from every other role."""

from datetime import date

from django.utils.translation import gettext as _

from tongxin.core.errors import RuleBrokenError
from tongxin.organisation.models import Delegation, Grant, Person, Post
from tongxin.organisation.reads.standings import roles
from tongxin.organisation.rights import book


def require_separate(person: Person, role: str, from_on: date, to_on: date) -> None:
    """Raise RuleBrokenError where a role would overlap, on any day of its span, with one that it must stay apart from.

    Locks the person, so that two acts at one time cannot each overlook the other.
    """
    if not role:
        return
    Person.objects.select_for_update().get(pk=person.pk)
    clash = book().clash(role, _roles_within(person, from_on, to_on))
    if clash:
        names = roles()
        raise RuleBrokenError(
            _(
                "%(name)s holds the role %(held)s at that time, so %(wanted)s is not possible: "
                "an administrator holds no other role. Choose somebody else, or end the other role first."
            )
            % {"name": person.name, "held": names[clash], "wanted": names[role]}
        )


def _roles_within(person: Person, from_on: date, to_on: date) -> set[str]:
    within = {"from_on__lt": to_on, "to_on__gt": from_on}
    codes = Post.objects.filter(person=person, **within).values_list("code", flat=True)
    granted = Grant.objects.filter(person=person, **within).values_list("role", flat=True)
    lent = Delegation.objects.filter(taker=person, **within).values_list("role", flat=True)
    return {book().role_of_post(code) for code in codes} - {""} | set(granted) | set(lent)
