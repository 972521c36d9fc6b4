"""Sign-in by staff number or phone. Five failures lock the account for fifteen minutes (compliance, mlps defaults)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongxin.accounts.models import SignInCode, Try, User
from tongxin.accounts.naming import find_user
from tongxin.accounts.writes.codes import code_of
from tongxin.core import clock, crypto
from tongxin.core.errors import TooManyError
from tongxin.words.public import normalise

TRIES = 5
WINDOW = timedelta(minutes=15)


def check_password(name: str, password: str) -> User | None:
    """Return the user whose password this is. Raises TooManyError when the account is locked for a while."""
    entry = check_secret(name, password, with_codes=False)
    return entry.user if entry else None


@dataclass(frozen=True)
class Entry:
    """Somebody who may come in; by ``code``, only to choose a password."""

    user: User
    code: SignInCode | None = None


def check_secret(name: str, secret: str, *, with_codes: bool = True) -> Entry | None:
    """Return who comes in by a name and a password or sign-in code. Raises TooManyError when the account is locked.

    An account is locked under all its names at once, for a phone may be written in many ways. A name that does not
    exist is locked alike, and takes the same time.
    """
    name = normalise(name)
    user = find_user(name)
    index = crypto.index(normalise(user.number) if user else name, "sign-in")
    _refuse_if_locked(index)
    entry = _entry(user, secret, with_codes=with_codes)
    if entry is None:
        _count(index)
    else:
        Try.objects.filter(name_index=index).delete()
    return entry


def guarded_tries(name: str, passes: Callable[[], bool]) -> bool:
    """Return whether something passes, counting failures under a name as those of the sign-in. Raises TooManyError."""
    index = crypto.index(name, "sign-in")
    _refuse_if_locked(index)
    if passes():
        Try.objects.filter(name_index=index).delete()
        return True
    _count(index)
    return False


def _entry(user: User | None, secret: str, *, with_codes: bool) -> Entry | None:
    if user is None:
        make_password(secret)
        return None
    if user.check_password(secret):
        return Entry(user)
    code = code_of(user, secret) if with_codes else None
    return Entry(user, code) if code else None


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
