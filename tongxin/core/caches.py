"""The cache on Redis: what lies in it lies in the database too, so one that is away, empty or slow costs only time."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

REST_SECONDS = 5.0
SESSION_SECONDS = 60
log = logging.getLogger(__name__)


def _forgiving(name: str, otherwise: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of the cache that does ``otherwise`` where Redis does not answer, and for a while after."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def ask(cache: "ForgivingRedisCache", *args: Any, **kwargs: Any) -> Any:
        if cache.is_resting():
            return otherwise(*args, **kwargs)
        try:
            return method(cache, *args, **kwargs)
        except (RedisError, OSError) as trouble:
            log.warning("Redis does not answer; doing without for %s s: %s", REST_SECONDS, trouble)
            cache.rest()
            return otherwise(*args, **kwargs)

    return ask


def _default(_key: object, default: object = None, *_: Any, **__: Any) -> object:
    return default


def _missing(*_: Any, **__: Any) -> bool:
    return False


def _nothing(*_: Any, **__: Any) -> None:
    pass


def _empty(*_: Any, **__: Any) -> dict[str, object]:
    return {}


def _unset(data: dict[str, object], *_: Any, **__: Any) -> list[str]:
    return list(data)


class ForgivingRedisCache(RedisCache):
    """A cache without which every page still works. After a failure this process leaves Redis alone for 5 seconds."""

    _rests_until: ClassVar[float] = 0.0

    get = _forgiving("get", _default)
    get_many = _forgiving("get_many", _empty)
    has_key = _forgiving("has_key", _missing)
    add = _forgiving("add", _missing)
    touch = _forgiving("touch", _missing)
    set = _forgiving("set", _nothing)
    set_many = _forgiving("set_many", _unset)
    delete = _forgiving("delete", _missing)
    delete_many = _forgiving("delete_many", _nothing)
    clear = _forgiving("clear", _missing)

    def is_resting(self) -> bool:
        """Return whether Redis failed a moment ago."""
        return time.monotonic() < ForgivingRedisCache._rests_until

    def rest(self) -> None:
        """Leave Redis alone for a while, in all threads of this process."""
        ForgivingRedisCache._rests_until = time.monotonic() + REST_SECONDS


class SessionRedisCache(ForgivingRedisCache):
    """Sessions in front of the database, for a minute at most: who signed out while Redis was away is out after it."""

    def get_backend_timeout(self, timeout: Any = DEFAULT_TIMEOUT) -> float | None:
        """Return how long Redis keeps a value."""
        wanted = super().get_backend_timeout(timeout)
        return SESSION_SECONDS if wanted is None else min(wanted, SESSION_SECONDS)
