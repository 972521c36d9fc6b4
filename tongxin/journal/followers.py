"""Followers: each reads the journal in order and keeps its own position.

A projection writes only its own tables and may be reset and rebuilt. A reaction (notice, mail, webhook) only queues a
delivery with a unique key, never goes back, and never sees entries that were brought in as history.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import InterfaceError, OperationalError
from django.db.models import Count, Min

from tongxin.core.db import writing
from tongxin.core.modules import is_on
from tongxin.journal.models import Entry, Position
from tongxin.journal.writes import ACT

BATCH = 500
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Read:
    """A fact as a follower reads it. ``sign`` is -1 for a reversal."""

    number: int
    at: datetime
    kind: str
    actor: str
    object: str
    unit_id: int | None
    person_id: int | None
    day: date | None
    amount: Decimal | None
    imported: bool
    sign: int
    data: dict[str, Any]


@dataclass(frozen=True)
class Follower:
    """Who reads: a projection has ``reset``, a reaction has none."""

    name: str
    kinds: frozenset[str]
    read: Callable[[list[Read]], None]
    reset: Callable[[], None] | None = None


_followers: dict[str, Follower] = {}


def follow(follower: Follower) -> None:
    """Register a follower; a name may be registered once."""
    if follower.name in _followers:
        raise ValueError(f"The follower {follower.name} is registered twice.")
    _followers[follower.name] = follower


def followers() -> dict[str, Follower]:
    """Return all followers by name."""
    return dict(_followers)


def catch_up() -> int:
    """Let every follower read what is new; one that fails stays where it is and holds up no other.

    Returns how many entries were read in all. Raises OperationalError or InterfaceError when the database is away.
    """
    return sum(_tried(follower) for follower in _followers.values())


def _tried(follower: Follower) -> int:
    try:
        return _catch_up(follower)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("The follower %s failed", follower.name)
        return 0


@dataclass(frozen=True)
class Lag:
    """How far a follower is behind: how many entries, and since when the oldest of them waits."""

    follower: str
    entries: int
    since: datetime | None


def lags() -> list[Lag]:
    """Return how far each follower is behind. One query each."""
    read = dict(Position.objects.values_list("follower", "number"))
    return [_lag(name, read.get(name, 0)) for name in _followers]


def _lag(name: str, number: int) -> Lag:
    unread = Entry.objects.filter(number__gt=number).aggregate(count=Count("number"), since=Min("at"))
    return Lag(name, unread["count"], unread["since"])


def rebuild(name: str) -> int:
    """Reset a projection and let it read the whole journal again. Raises ValueError for a reaction."""
    follower = _followers[name]
    if follower.reset is None:
        raise ValueError(f"{name} is a reaction: it never goes back.")
    with writing():
        follower.reset()
        Position.objects.filter(follower=name).update(number=0)
    return _catch_up(follower)


def _catch_up(follower: Follower) -> int:
    total = 0
    while (count := _step(follower)) > 0:
        total += count
    return total


def _step(follower: Follower) -> int:
    with writing():
        position, _ = Position.objects.select_for_update().get_or_create(follower=follower.name)
        entries = list(
            Entry.objects.filter(number__gt=position.number).order_by("number").select_related("content")[:BATCH]
        )
        if not entries:
            return 0
        wanted = [entry for entry in entries if _wants(follower, entry)]
        # A reaction of a module that is off lets what it would tell go by; a projection stays what a rebuild makes.
        if wanted and (follower.reset is not None or is_on(follower.name)):
            follower.read([read_of(entry) for entry in wanted])
        position.number = entries[-1].number
        position.save(update_fields=["number"])
        return len(entries)


def _wants(follower: Follower, entry: Entry) -> bool:
    if entry.sort != ACT or entry.kind not in follower.kinds:
        return False
    return follower.reset is not None or not entry.imported


def read_of(entry: Entry) -> Read:
    """Return an entry as a follower reads it."""
    content = entry.content
    return Read(
        entry.number, entry.at, entry.kind, content.actor, content.object, content.unit_id, content.person_id,
        content.day, content.amount, entry.imported, -1 if entry.reverses else 1, content.data,
    )  # fmt: skip
