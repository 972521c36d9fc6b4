"""Setting passwords: checked against the rules, refused with every fault at once in plain words."""

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.facts import PasswordSet
from tongxin.accounts.models import User
from tongxin.accounts.rules.passwords import GOOD_FOR, LONGEST, SHORTEST, Fault, faults
from tongxin.accounts.tokens import end_tokens
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor
from tongxin.journal.public import record

DENGBAO = "dengbao3"
SENTENCES = {
    Fault.SHORT: _("The password is too short: at least 8 characters. A short sentence is easy to remember."),
    Fault.LONG: _("The password is too long: at most 128 characters."),
    Fault.COMMON: _("This password is one of those that are guessed first. Choose another one."),
    Fault.OWN: _("The password must not be your staff number or name with a little added."),
    Fault.PLAIN: _("Use at least three of these: small letters, capitals, digits, other signs."),
}
_common = CommonPasswordValidator()


def profile_is_dengbao() -> bool:
    """Return whether the rules of GB/T 22239-2019 level 3 are switched on."""
    return bool(settings.SECURITY_PROFILE == DENGBAO)


@act
def set_password(
    *, actor: Actor, user: User, password: str, must_change: bool = False, own: tuple[str, ...] = ()
) -> User:
    """Set a password that keeps the rules. ``own`` are further words others know of its owner.

    Ends the other sessions of the account with their next request, and, where somebody else than its owner sets it,
    the keys for other systems. Records PasswordSet. Raises BadInputError.
    """
    found = faults_of(password, own=(user.number, *own))
    if found:
        raise BadInputError(" ".join(str(SENTENCES[fault]) for fault in found), field="password")
    first = user.password_set_at is None
    user.set_password(password)
    user.must_change_password, user.password_set_at = must_change, clock.now()
    user.vouched = user.vouched or bool(actor.system)
    user.save(update_fields=["password", "must_change_password", "password_set_at", "vouched"])
    if actor.user_id != user.pk:
        end_tokens(user)
    record(PasswordSet(object=f"accounts.user:{user.pk}", first=first))
    return user


def faults_of(password: str, *, own: tuple[str, ...]) -> list[Fault]:
    """Return what is wrong with a password, Django's list of 20,000 common ones included."""
    found = faults(password, own=own, mixed=profile_is_dengbao())
    if Fault.COMMON not in found and _is_common(password):
        found.append(Fault.COMMON)
    return found


def _is_common(password: str) -> bool:
    try:
        _common.validate(password)
    except ValidationError:
        return True
    return False


def is_too_old(user: User) -> bool:
    """Return whether the profile asks for another password: the present one is older than 90 days."""
    if not profile_is_dengbao():
        return False
    return user.password_set_at is None or clock.now() - user.password_set_at > GOOD_FOR


__all__ = ["LONGEST", "SHORTEST", "faults_of", "is_too_old", "profile_is_dengbao", "set_password"]
