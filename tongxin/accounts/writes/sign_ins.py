"""Sessions: remembered so that their owner can see and end them."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from tongxin.accounts.facts import SessionsEnded
from tongxin.accounts.models import SignIn, User
from tongxin.accounts.rules.devices import device_name
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record


def digest_of(session_key: str) -> str:
    """Return what is remembered of a session key. It is random and long, so nobody guesses it from its digest."""
    return sha256(session_key.encode()).hexdigest()


def remember(*, user: User, session_key: str, agent: str, way: str) -> SignIn:
    """Remember a session that has just begun, and forget those that are too old to be open."""
    oldest = clock.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    SignIn.objects.filter(user=user, since__lt=oldest).delete()
    digest = digest_of(session_key)
    return SignIn.objects.create(user=user, session_digest=digest, device=device_name(agent), way=way)


def forget(session_key: str) -> None:
    """Forget a session that its owner has ended."""
    SignIn.objects.filter(session_digest=digest_of(session_key)).delete()


def sign_ins_of(user: User) -> list[SignIn]:
    """Return where somebody is signed in, newest first."""
    found = list(user.sign_ins.order_by("-pk"))
    keys = _open_keys(found)
    return [one for one in found if one.session_digest in keys]


@act
def end_sign_ins(*, actor: Actor, user: User, keep: str) -> User:
    """End all sessions of an account but the one that is kept; they are out with their next request."""
    ended = list(user.sign_ins.exclude(session_digest=digest_of(keep)))
    for key in _open_keys(ended).values():
        _store(key).delete()
    user.sign_ins.filter(pk__in=[one.pk for one in ended]).delete()
    return user


@act
def end_all_sign_ins(*, actor: Actor, user: User | None, reason: str) -> int:
    """End all sessions of an account, or without one of everybody; return how many were open.

    For the server's command line: a lost phone, a key that may have leaked. Whoever uses such a session is out with
    the next request. Records SessionsEnded. Raises ForbiddenError for anybody but the system.
    """
    require(bool(actor.system))
    ended = SignIn.objects.all() if user is None else user.sign_ins.all()
    keys = list(Session.objects.values_list("session_key", flat=True)) if user is None else _keys_of(user)
    if user is None:
        Session.objects.all().delete()
    if user is not None or settings.SESSION_ENGINE.endswith("cached_db"):
        for key in keys:
            _store(key).delete()
    ended.delete()
    about = "" if user is None else f"accounts.user:{user.pk}"
    record(SessionsEnded(object=about, sessions=len(keys), reason=reason))
    return len(keys)


def _keys_of(user: User) -> list[str]:
    return list(_open_keys(user.sign_ins.all()).values())


def _open_keys(sign_ins: Iterable[SignIn]) -> dict[str, str]:
    """Return the keys of those sessions that are open, by their digests: one look at the keys of all open sessions."""
    wanted = {one.session_digest for one in sign_ins}
    if not wanted:
        return {}
    keys = Session.objects.filter(expire_date__gt=Now()).values_list("session_key", flat=True)
    return {digest: key for key in keys.iterator() if (digest := digest_of(key)) in wanted}


def _store(session_key: str) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(session_key)
