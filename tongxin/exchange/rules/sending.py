"""When a fact is told, when it is tried again, and when an endpoint is left alone."""

from datetime import datetime, time, timedelta

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 30, 120, 480))
PATIENCE = timedelta(days=1)
KEPT_WAITING = timedelta(days=7)
KEPT_DONE = timedelta(days=30)
OLD_SECRET = timedelta(days=1)


def pause_after(tries: int) -> timedelta | None:
    """Return how long to wait after the ``tries``-th try, or None when it is time to give up."""
    return PAUSES[tries - 1] if 1 <= tries <= len(PAUSES) else None


def is_to_be_paused(failing_since: datetime | None, now: datetime) -> bool:
    """Return whether an endpoint has failed for so long that somebody must look at it."""
    return failing_since is not None and now - failing_since >= PATIENCE


def tell_at(at: datetime, *, nameless: bool) -> datetime:
    """Return when a fact of some moment may be told. ``at`` is local time.

    What was said without a name waits for the end of the day: the minute in which a message comes would say when
    somebody spoke, which the message itself keeps to itself.
    """
    if not nameless:
        return at
    return datetime.combine(at.date() + timedelta(days=1), time(), tzinfo=at.tzinfo)
