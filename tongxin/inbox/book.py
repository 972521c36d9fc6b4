"""What the rule pack says about telling people outside: windows, quiet hours, pauses, codes."""

from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache

from tongxin.inbox.rules.hours import Digest, Hours
from tongxin.rulebook.public import section


@dataclass(frozen=True)
class CodeRule:
    """How the code of an address works."""

    valid: timedelta
    tries: int
    per_hour: int


@cache
def window() -> timedelta:
    """Return how long notices are gathered into one message."""
    return timedelta(minutes=section("reminders")["window_minutes"])


@cache
def pauses() -> tuple[timedelta, ...]:
    """Return how long to wait after each try that failed."""
    return tuple(timedelta(minutes=minutes) for minutes in section("reminders")["retry_after_minutes"])


@cache
def code_rule() -> CodeRule:
    """Return how the code of an address works."""
    entry = section("reminders")["code"]
    return CodeRule(timedelta(minutes=entry["valid_minutes"]), entry["tries"], entry["per_hour"])


@cache
def usual_hours() -> Hours:
    """Return what holds for a person who has chosen nothing else."""
    entry = section("reminders")
    return Hours(
        quiet_from=time.fromisoformat(entry["quiet"]["from"]),
        quiet_until=time.fromisoformat(entry["quiet"]["until"]),
        quiet_days=entry["quiet"]["days_off"],
        digest=Digest.AT_ONCE,
        digest_at=time.fromisoformat(entry["digest_at"]),
        urgent_anyway=False,
    )
