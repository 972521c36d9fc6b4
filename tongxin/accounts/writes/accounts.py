"""Opening and closing accounts. Keys of other systems are in tokens.py."""

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _

from tongxin.accounts.facts import AccountOpened, AccountReopened
from tongxin.accounts.models import User
from tongxin.accounts.naming import phone_index
from tongxin.accounts.tokens import end_tokens
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor
from tongxin.journal.public import record


@act
def open_account(*, actor: Actor, number: str, phone: str = "", password: str = "", must_change: bool = True) -> User:
    """Give somebody an account. Without a password nobody can sign in to it yet.

    Records AccountOpened. Raises BadInputError when the number or the phone already signs in somebody else.
    """
    index = phone_index(phone)
    if User.objects.filter(number=number).exists():
        raise BadInputError(
            _("The staff number %(number)s already has an account.") % {"number": number}, field="number"
        )
    if index and User.objects.filter(phone_index=index).exists():
        raise BadInputError(_("This phone already signs in somebody else."), field="phone")
    user = User(number=number, phone_index=index, must_change_password=must_change and bool(password))
    user.password = make_password(password or None)
    user.save()
    record(AccountOpened(object=f"accounts.user:{user.pk}"))
    return user


@act
def set_phone(*, actor: Actor, user: User, phone: str) -> User:
    """Let the account be found by this phone; an empty text takes it away. Raises BadInputError if it is taken."""
    index = phone_index(phone)
    if index and User.objects.exclude(pk=user.pk).filter(phone_index=index).exists():
        raise BadInputError(_("This phone already signs in somebody else."), field="phone")
    user.phone_index = index
    user.save(update_fields=["phone_index"])
    return user


@act
def close_account(*, actor: Actor, user: User) -> User:
    """Lock an account: its sessions, tokens and sign-in codes end with the next request."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_tokens(user)
    user.codes.filter(used_at=None, ended_at=None).update(ended_at=clock.now())
    return user


@act
def reopen_account(*, actor: Actor, user: User) -> User:
    """Open the account of somebody who has come back. The old password is gone; a code lets him choose a new one.

    Records AccountReopened, once.
    """
    if not user.is_active:
        user.is_active = True
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        record(AccountReopened(object=f"accounts.user:{user.pk}"))
    return user
