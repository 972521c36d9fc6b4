"""What a look finds: in order, a warning, or a fault, each in a sentence that says what to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from tongxin.core.errors import Text


class State(StrEnum):
    """How a thing stands. Only a fault makes ``tongxin check`` fail."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    topic: str
    state: State
    text: str


@dataclass(frozen=True)
class Look:
    """One look: its stable name, its label, and what finds out."""

    name: str
    label: Text
    find: Callable[[bool], Iterable[tuple[State, str]]]


def ok(text: str) -> tuple[State, str]:
    """Return that a thing is in order."""
    return State.OK, text


def warning(text: str) -> tuple[State, str]:
    """Return that a thing wants looking after."""
    return State.WARNING, text


def fault(text: str) -> tuple[State, str]:
    """Return that a thing is broken."""
    return State.FAULT, text
