"""Sessions: remembered so that their owner can see and end them."""

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings

from tongxin.accounts.models import SignIn, User
from tongxin.accounts.rules.devices import device_name
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor


def remember(*, user: User, session_key: str, agent: str, way: str) -> SignIn:
    """Remember a session that has just begun, and forget those that are too old to be open."""
    oldest = clock.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    SignIn.objects.filter(user=user, since__lt=oldest).delete()
    return SignIn.objects.create(user=user, session_key=session_key, device=device_name(agent), way=way)


def forget(session_key: str) -> None:
    """Forget a session that its owner has ended."""
    SignIn.objects.filter(session_key=session_key).delete()


def sign_ins_of(user: User) -> list[SignIn]:
    """Return where somebody is signed in, newest first."""
    return [one for one in user.sign_ins.order_by("-pk") if _store(one.session_key).exists(one.session_key)]


@act
def end_sign_ins(*, actor: Actor, user: User, keep: str) -> User:
    """End all sessions of an account but the one that is kept; they are out with their next request."""
    for one in user.sign_ins.exclude(session_key=keep):
        _store(one.session_key).delete()
        one.delete()
    return user


def _store(session_key: str) -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore(session_key)
