"""Notices as their reader sees them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from tongxin.core import clock, cursors
from tongxin.core.modules import off_apps
from tongxin.core.policy import Actor
from tongxin.inbox.kinds import kind_or_forgotten
from tongxin.inbox.models import Notice
from tongxin.inbox.rights import visible_notices
from tongxin.inbox.rules.due import Nearness, nearness

PAGE = 30


@dataclass(frozen=True)
class NoticeLine:
    """One notice in the language in use. What was read is no longer urgent.

    ``mark`` names it in an address without its running id, which would count what others are told.
    """

    mark: str
    title: str
    note: str
    icon: str
    is_urgent: bool
    is_unread: bool
    made_at: datetime
    due_on: date | None
    nearness: Nearness

    @property
    def has_badges(self) -> bool:
        """Return whether it is marked as urgent or with a day."""
        return self.is_urgent or self.due_on is not None


@dataclass(frozen=True)
class NoticePage:
    """Notices, newest first. ``before`` and ``after`` are the cursors of newer and older pages, empty at the ends."""

    lines: list[NoticeLine]
    before: str = ""
    after: str = ""


def notices_of(actor: Actor, *, before: int | None = None, after: int | None = None, size: int = PAGE) -> NoticePage:
    """Return a page of the actor's notices: the next older than ``after``, or the next newer than ``before``."""
    mine = _shown(actor)
    if before is not None:
        rows = list(reversed(mine.filter(pk__gt=before).order_by("pk")[:size]))
    else:
        older = mine if after is None else mine.filter(pk__lt=after)
        rows = list(older.order_by("-pk")[:size])
    if not rows:
        return NoticePage([])
    newest, oldest = rows[0].pk, rows[-1].pk
    return NoticePage(
        [_line(notice) for notice in rows],
        before=cursors.sealed_id(newest) if mine.filter(pk__gt=newest).exists() else "",
        after=cursors.sealed_id(oldest) if mine.filter(pk__lt=oldest).exists() else "",
    )


def newest_unread(actor: Actor, limit: int = 3) -> list[NoticeLine]:
    """Return the newest notices that the actor has not opened."""
    return [_line(notice) for notice in _unread(actor).order_by("-pk")[:limit]]


def unread_count(actor: Actor) -> int:
    """Return how many notices the actor has not opened."""
    return _unread(actor).count()


def _unread(actor: Actor) -> QuerySet[Notice]:
    return _shown(actor).filter(read_at=None)


def _shown(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's notices without those of modules that are off: they would lead nowhere."""
    rested = Q()
    for app in off_apps():
        rested |= Q(kind__startswith=f"{app}.")
    return visible_notices(actor).exclude(rested) if rested else visible_notices(actor)


def _line(notice: Notice) -> NoticeLine:
    kind = kind_or_forgotten(notice.kind)
    return NoticeLine(
        mark=cursors.sealed_id(notice.pk),
        title=kind.title_with(notice.data),
        note=kind.note_with(notice.data),
        icon=kind.icon,
        is_urgent=kind.urgent and notice.read_at is None,
        is_unread=notice.read_at is None,
        made_at=notice.made_at,
        due_on=notice.due_on,
        nearness=nearness(notice.due_on, clock.today()),
    )
