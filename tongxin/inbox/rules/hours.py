"""When a message may leave the product: windows, quiet hours, days off, once a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
FURTHEST = 400  # days; a calendar without a working day in a year is a mistake, not a rest


class Digest(StrEnum):
    """What happens to notices that are not urgent."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    OFF = "off"


@dataclass(frozen=True, kw_only=True)
class Hours:
    """One person's choice. Equal ends mean no quiet hours; an end before the beginning is of the next morning."""

    quiet_from: time
    quiet_until: time
    quiet_days: bool
    digest: Digest
    digest_at: time
    urgent_anyway: bool


Works = Callable[[date], bool]


def send_at(now: datetime, hours: Hours, *, urgent: bool, works: Works, window: timedelta) -> datetime | None:
    """Return when a notice told ``now`` (wall clock) leaves, or None where the person wants it inside only.

    At once means at the end of the running window, so that what happens together is one message. Urgent ones wait for
    the morning too, unless the person allowed otherwise.
    """
    if urgent and hours.urgent_anyway:
        return window_end(now, window)
    if urgent or hours.digest is Digest.AT_ONCE:
        return allowed_from(window_end(now, window), hours, works)
    if hours.digest is Digest.OFF:
        return None
    return allowed_from(_next_digest(now, hours, works), hours, works)


def window_end(now: datetime, window: timedelta) -> datetime:
    """Return the end of the window that ``now`` lies in; windows are counted from midnight."""
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    return midnight + ((now - midnight) // window + 1) * window


def allowed_from(moment: datetime, hours: Hours, works: Works) -> datetime:
    """Return the first moment, not before this one, that is neither in quiet hours nor on a day off."""
    for _ in range(FURTHEST):
        later = _past_quiet(moment, hours)
        if later == moment and hours.quiet_days and not works(moment.date()):
            later = datetime.combine(moment.date() + DAY, time(), moment.tzinfo)
        if later == moment:
            break
        moment = later
    return moment


def _past_quiet(moment: datetime, hours: Hours) -> datetime:
    at, start, end = moment.timetz().replace(tzinfo=None), hours.quiet_from, hours.quiet_until
    if start <= end:
        return datetime.combine(moment.date(), end, moment.tzinfo) if start <= at < end else moment
    if at >= start:
        return datetime.combine(moment.date() + DAY, end, moment.tzinfo)
    return datetime.combine(moment.date(), end, moment.tzinfo) if at < end else moment


def _next_digest(now: datetime, hours: Hours, works: Works) -> datetime:
    moment = datetime.combine(now.date(), hours.digest_at, now.tzinfo)
    for _ in range(FURTHEST):
        if moment > now and (works(moment.date()) or not hours.quiet_days):
            break
        moment += DAY
    return moment
