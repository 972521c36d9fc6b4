"""Typed readers of environment variables.

A wrong value stops the process with a sentence. Each name may also be given as NAME_FILE: a file that holds the value.
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOCK_SECONDS = 10


class WrongSettingError(Exception):
    """A setting cannot be used; the text says which and why."""


def text(name: str, default: str = "") -> str:
    """Return the value of NAME, or the content of the file that NAME_FILE names, or the default."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise WrongSettingError(f"{name}_FILE names {file}, which cannot be read: {error.strerror}.") from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no setting."""
    value = text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise WrongSettingError(f"{name} is {value!r}; write 1 or 0.")


def whole(name: str, default: int) -> int:
    """Return a whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise WrongSettingError(f"{name} is {value!r}; write a whole number.") from error


def words(name: str, default: str = "") -> list[str]:
    """Return a list given with commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """Return one of a few words; the first one is the default."""
    value = text(name, choices[0])
    if value not in choices:
        raise WrongSettingError(f"{name} is {value!r}; write one of: {', '.join(repr(word) for word in choices)}.")
    return value


def folder(name: str, default: Path) -> Path:
    """Return an absolute folder."""
    return Path(text(name, str(default))).expanduser().absolute()


def postgres(url: str) -> dict[str, object]:
    """Return Django's settings for a ``postgresql://user:password@host:port/name`` address."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise WrongSettingError(
            f"The database address {url!r} is not of the form postgresql://user:password@host:port/name."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A server that is gone is noticed within seconds, not when the network's own patience ends after minutes.
        "OPTIONS": {
            "connect_timeout": 5,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 20_000,
            # Who waits longer for what another one holds is told so, and the site does not hang behind him.
            "options": f"-c lock_timeout={LOCK_SECONDS * 1000}",
        },
    }


def caches(redis_url: str) -> dict[str, dict[str, object]]:
    """Return Django's caches: on Redis if there is one, which is waited for half a second at most; else in memory."""
    if not redis_url:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    place = {"LOCATION": redis_url, "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}}
    return {
        "default": {"BACKEND": "tongxin.core.caches.ForgivingRedisCache", **place},
        "sessions": {"BACKEND": "tongxin.core.caches.SessionRedisCache", **place},
    }


def sqlite(file: Path) -> dict[str, object]:
    """Return Django's settings for SQLite: durable, and writers queue instead of failing (decision 0002)."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
                " PRAGMA temp_store=MEMORY; PRAGMA mmap_size=2147418112;"
            ),
        },
    }
