"""Accounts of people: opened here, because an account belongs to a person. Nobody sets another one's password."""

from django.utils.translation import gettext as _

from tongxin.accounts.public import (
    Issued,
    confirm_code,
    issue_code,
    open_account,
    refuse_code,
    reopen_account,
    set_password,
)
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import Actor, is_guarded, may, require
from tongxin.organisation.models import Person
from tongxin.organisation.rights import ACCOUNT_MANAGE, GRANT_EDIT, actor_for, book, holdings_of


@act
def give_account(*, actor: Actor, person: Person, password: str = "", must_change: bool = True) -> Person:
    """Somebody can sign in by his staff number and phone, once he has a password or a code.

    A password is set only on the server, by a job of the system. Raises ForbiddenError, RuleBrokenError for somebody
    who has left, and BadInputError for a weak password or a phone that signs in somebody else.
    """
    require(may(actor, ACCOUNT_MANAGE) and (bool(actor.system) or not password))
    if person.left_on is not None and person.left_on <= clock.today():
        raise RuleBrokenError(_("%(name)s has left and gets no account.") % {"name": person.name})
    if person.user is None:
        person.user = open_account(actor=actor, number=person.staff_no, phone=person.phone)
        person.save(update_fields=["user"])
    elif not person.user.is_active:
        reopen_account(actor=actor, user=person.user)
    if password:
        set_password(actor=actor, user=person.user, password=password, must_change=must_change)
    return person


def give_code(*, actor: Actor, person: Person, reason: str, resets_factors: bool = False) -> Issued:
    """Somebody gets a sign-in code, with which he chooses his own password; an account is opened if there is none.

    For whoever holds a guarded right (he handles cases, sees sensitive data) two people are needed: the code comes in
    two halves, and counts only when the security administrator has confirmed it. ``resets_factors`` also takes away the
    second factors, for somebody who lost them. Raises ForbiddenError, RuleBrokenError
    for an administrator, for oneself and for somebody who has left, ConflictError when the same form comes again.
    """
    require(may(actor, ACCOUNT_MANAGE))
    _require_other(actor, person)
    user = give_account(actor=actor, person=person).user
    if user is None:
        raise RuntimeError("An account was just opened.")
    two_persons = is_guarded(actor_for(person))
    return issue_code(actor=actor, user=user, two_persons=two_persons, reason=reason, resets_factors=resets_factors)


def confirm_person_code(*, actor: Actor, key: str) -> Issued:
    """The security administrator, who has asked the owner, confirms a code and sees its second half once.

    Raises ForbiddenError, NotFoundError, and RuleBrokenError for a code that he asked for or that is his own.
    """
    require(may(actor, GRANT_EDIT))
    return confirm_code(actor=actor, key=key)


def refuse_person_code(*, actor: Actor, key: str) -> None:
    """The security administrator refuses a code, because its owner did not ask for it. Raises like confirming."""
    require(may(actor, GRANT_EDIT))
    refuse_code(actor=actor, key=key)


def _require_other(actor: Actor, person: Person) -> None:
    if person.pk == actor.person_id:
        raise RuleBrokenError(_("This is your own account. Change your password under Me."))
    if not actor.system and any(book().roles[held.role].administrator for held in holdings_of(person.pk)):
        raise RuleBrokenError(
            _("%(name)s is an administrator. The password is set on the server: tongxin user password %(number)s")
            % {"name": person.name, "number": person.staff_no}
        )
