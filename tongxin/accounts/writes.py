"""Opening accounts, setting passwords, issuing tokens."""

import hashlib
import secrets

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tongxin.accounts.facts import AccountOpened, PasswordSet, TokenIssued
from tongxin.accounts.models import Token, User
from tongxin.accounts.sign_in import phone_index
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor
from tongxin.journal.public import record

TOKEN_PREFIX = "tx_"  # noqa: S105 - only how a token begins


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
def set_password(*, actor: Actor, user: User, password: str, must_change: bool = False) -> User:
    """Set a password that is long enough and not a common one. Records PasswordSet. Raises BadInputError."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInputError(" ".join(error.messages), field="password") from error
    user.set_password(password)
    user.must_change_password = must_change
    user.save(update_fields=["password", "must_change_password"])
    record(PasswordSet(object=f"accounts.user:{user.pk}"))
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
    """Lock an account: its sessions and tokens end with the next request."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.tokens.filter(revoked_at=None).update(revoked_at=clock.now())
    return user


def issue_token(*, actor: Actor, user: User, label: str = "") -> str:
    """Issue a key to the API and return it; it can never be shown again. Records TokenIssued."""
    text = TOKEN_PREFIX + secrets.token_urlsafe(32)
    _store_token(actor=actor, user=user, digest=token_digest(text), label=label)
    return text


@act
def _store_token(*, actor: Actor, user: User, digest: str, label: str) -> Token:
    token = Token.objects.create(user=user, digest=digest, label=label)
    record(TokenIssued(object=f"accounts.user:{user.pk}", token_label=label))
    return token


def token_digest(text: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(text.encode()).hexdigest()


def user_of_token(text: str) -> User | None:
    """Return the active user of a valid token."""
    token = Token.objects.select_related("user").filter(digest=token_digest(text), revoked_at=None).first()
    return token.user if token and token.user.is_active else None
