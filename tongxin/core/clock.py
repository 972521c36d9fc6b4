"""The one source of time. Nothing else asks the operating system what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """Return the present moment in UTC."""
    return _frozen.get() or datetime.now(UTC)  # noqa: TID251


def zone() -> ZoneInfo:
    """Return the time zone in which the organisation counts its days."""
    return ZoneInfo(settings.TIME_ZONE)


def local(moment: datetime) -> datetime:
    """Return a moment as the organisation's wall clock shows it."""
    return moment.astimezone(zone())


def day_of(moment: datetime) -> date:
    """Return the organisation's calendar day of a moment."""
    return local(moment).date()


def today() -> date:
    """Return the organisation's calendar day of the present moment."""
    return day_of(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment: for tests, for the demo company's history, and for history that is brought in."""
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
