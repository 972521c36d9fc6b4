"""Sign-in by staff number or phone. Five failures lock the account for fifteen minutes (compliance, mlps defaults)."""

from datetime import timedelta
from math import ceil
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongxin.accounts.models import Try, User
from tongxin.core import clock, crypto
from tongxin.core.errors import TooManyError
from tongxin.words.public import normalise

TRIES = 5
WINDOW = timedelta(minutes=15)


def phone_index(phone: str) -> str | None:
    """Return the keyed index under which a phone number finds its account; None for no phone."""
    digits = "".join(c for c in phone if c.isdigit()).removeprefix("86")
    return crypto.index(digits, "phone") or None


def find_user(name: str) -> User | None:
    """Return the active user of a staff number or phone."""
    users = User.objects.filter(is_active=True)
    return users.filter(number__iexact=name).first() or users.filter(phone_index=phone_index(name) or "-").first()


def check_password(name: str, password: str) -> User | None:
    """Return the user whose password this is. Raises TooManyError when the account is locked for a while.

    An account is locked under all its names at once, for a phone may be written in many ways. A name that does not
    exist is locked alike, and takes the same time.
    """
    name = normalise(name)
    user = find_user(name)
    index = crypto.index(normalise(user.number) if user else name, "sign-in")
    _refuse_if_locked(index)
    if user is None:
        make_password(password)
    elif user.check_password(password):
        Try.objects.filter(name_index=index).delete()
        return user
    _count(index)
    return None


def _refuse_if_locked(index: str) -> None:
    row = Try.objects.filter(name_index=index).first()
    if row is None:
        return
    left = row.since + WINDOW - clock.now()
    if left <= timedelta():
        row.delete()
    elif row.count >= TRIES:
        minutes = ceil(left / timedelta(minutes=1))
        raise TooManyError(
            _("Too many wrong tries. Wait %(minutes)s minutes, or ask your administrator for a new password.")
            % {"minutes": minutes}
        )


def _count(index: str) -> None:
    row, fresh = Try.objects.get_or_create(name_index=index, defaults={"count": 1})
    if not fresh:
        Try.objects.filter(pk=row.pk).update(count=F("count") + 1, since=clock.now())


class NumberOrPhoneBackend(BaseBackend):
    """Lets Django's session find its user. Sign-in itself goes through ``check_password`` above."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:  # noqa: ARG002
        """Return the user of ``name`` and ``password``."""
        name, password = credentials.get("name"), credentials.get("password")
        return check_password(name, password) if name and password else None

    def get_user(self, user_id: int) -> User | None:
        """Return an active user; one that was locked out is gone at the next request."""
        return User.objects.filter(pk=user_id, is_active=True).first()
