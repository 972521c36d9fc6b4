"""A case replayed: where it stands by what the journal says happened to it, without a look at its record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tongxin.casework.rules.states import OPEN, Outcome, Status


@dataclass(frozen=True)
class Told:
    """One fact of one case as the journal tells it. ``kind`` is its name without the app."""

    kind: str
    at: datetime
    unit_id: int | None
    actor: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class Standing:
    """Where a case stands: ``holder`` is the actor who took it in hand, ``at`` when that was last changed."""

    status: Status
    unit_id: int | None
    holder: str
    at: datetime


@dataclass(frozen=True)
class Waiting:
    """What the clocks of a case say: the nearest day on which something is due, and whether one stands still."""

    due_on: date | None = None
    stopped: bool = False


NO_CLOCK = Waiting()
AFTER: Mapping[str, Status] = {
    "case_raised": Status.RAISED,
    "case_accepted": Status.IN_HAND,
    "case_handed_on": Status.RAISED,
    "case_answered": Status.ANSWERED,
    "case_reopened": Status.IN_HAND,
    "case_closed": Status.CLOSED,
}


def replayed(facts: Iterable[Told]) -> Standing | None:
    """Return where a case stands after its facts, in their order; None if none of them says so."""
    standing: Standing | None = None
    for fact in facts:
        if fact.kind in AFTER:
            standing = Standing(_status(fact), fact.unit_id, _holder(fact, standing), fact.at)
    return standing


def _status(fact: Told) -> Status:
    return Status.WITHDRAWN if fact.outcome == Outcome.WITHDRAWN else AFTER[fact.kind]


def _holder(fact: Told, before: Standing | None) -> str:
    if fact.kind == "case_accepted":
        return fact.actor
    return "" if fact.kind == "case_handed_on" or before is None else before.holder


@dataclass(frozen=True)
class Asking:
    """For whom and on which day is counted. ``soon`` is the last day that falls due soon."""

    me: str
    today: date
    soon: date


def counts_as(name: str, standing: Standing, waiting: Waiting, asking: Asking) -> bool:
    """Return whether a case belongs to a figure. Raises KeyError for a figure that does not exist."""
    is_open = standing.status in OPEN
    due_on = waiting.due_on if is_open and not waiting.stopped else None
    return {
        "live": is_open or standing.status is Status.ANSWERED,
        "open": is_open,
        "new": standing.status is Status.RAISED,
        "answered": standing.status is Status.ANSWERED,
        "late": due_on is not None and due_on < asking.today,
        "soon": due_on is not None and due_on <= asking.soon,
        "mine": is_open and standing.holder == asking.me,
        "stopped": standing.status is Status.IN_HAND and waiting.stopped,
    }[name]
