"""The state table of a case: who holds it follows from the state, and what may happen next."""

from enum import StrEnum


class Status(StrEnum):
    """Where a case is."""

    RAISED = "raised"
    IN_HAND = "in_hand"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What can be done to a case."""

    ACCEPT = "accept"
    HAND_ON = "hand_on"
    TALK = "talk"
    STOP = "stop"
    RESTART = "restart"
    EXTEND = "extend"
    ANSWER = "answer"
    RATE = "rate"
    REOPEN = "reopen"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"


class Solved(StrEnum):
    """What the raiser says of the answer. Only the raiser says it."""

    YES = "yes"
    PART = "part"
    NO = "no"


class Outcome(StrEnum):
    """How a case ended. ``unrated`` is counted apart and never as satisfied."""

    SOLVED = "solved"
    PART = "part"
    UNRATED = "unrated"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Status.RAISED, Status.IN_HAND})
LIVE = OPEN | {Status.ANSWERED}

_TABLE: dict[Step, frozenset[Status]] = {
    Step.ACCEPT: frozenset({Status.RAISED}),
    Step.HAND_ON: OPEN,
    Step.TALK: LIVE,
    Step.STOP: frozenset({Status.IN_HAND}),
    Step.RESTART: frozenset({Status.IN_HAND}),
    Step.EXTEND: frozenset({Status.IN_HAND}),
    Step.ANSWER: frozenset({Status.IN_HAND}),
    Step.RATE: frozenset({Status.ANSWERED}),
    Step.REOPEN: frozenset({Status.ANSWERED}),
    Step.EXPIRE: frozenset({Status.ANSWERED}),
    Step.WITHDRAW: OPEN,
}


def is_possible(step: Step, status: Status) -> bool:
    """Return whether the step may be taken in this state."""
    return status in _TABLE[step]


def outcome_of(solved: Solved) -> Outcome | None:
    """Return how the case ends by the raiser's word; None when it starts again."""
    return {Solved.YES: Outcome.SOLVED, Solved.PART: Outcome.PART, Solved.NO: None}[solved]
