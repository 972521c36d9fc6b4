"""What the tree of units allows: who may stand below whom, and when. Answers by codes; the app words them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Refused(StrEnum):
    """Why an act on the tree is not possible."""

    BELOW_ITSELF = "below_itself"
    HEIR_BELOW = "heir_below"
    OTHER_LINE = "other_line"
    TYPE_NOT_ALLOWED = "type_not_allowed"
    NOT_YET_FOUNDED = "not_yet_founded"
    DISSOLVED = "dissolved"
    LATER_CHANGE = "later_change"


@dataclass(frozen=True)
class Kind:
    """A type of unit: ``open`` lets every type stand below it, ``own`` was added by the company."""

    code: str
    open: bool = True
    own: bool = True
    allows: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """A unit as the rules see it."""

    line: str
    kind: Kind
    founded_on: date
    dissolved_on: date


class Span(NamedTuple):
    """A unit stood ``depth`` steps below ``ancestor`` from one day until another."""

    ancestor: int
    depth: int
    from_on: date
    to_on: date


def may_stand_below(kind: Kind, above: Kind) -> bool:
    """Return whether a type may stand directly below another; a company's own types stand anywhere."""
    return above.open or kind.own or kind.code in above.allows


def refuse_change(unit: Standing, last_change: date, day: date, forever: date) -> Refused | None:
    """Return why a unit cannot change from a day on, or None; ``last_change`` is the day of its last such change.

    A change never reaches behind a later one, planned ones included: what is entered for later stays as entered.
    """
    if day < unit.founded_on:
        return Refused.NOT_YET_FOUNDED
    if unit.dissolved_on != forever:
        return Refused.DISSOLVED
    return Refused.LATER_CHANGE if last_change > day else None


def refuse_parent(line: str, kind: Kind, parent: Standing, day: date, forever: date) -> Refused | None:
    """Return why a unit of this line and type cannot stand below a parent from a day on, or None."""
    if line != parent.line:
        return Refused.OTHER_LINE
    if day < parent.founded_on:
        return Refused.NOT_YET_FOUNDED
    if parent.dissolved_on != forever:
        return Refused.DISSOLVED
    return None if may_stand_below(kind, parent.kind) else Refused.TYPE_NOT_ALLOWED


def paths_of_new_unit(unit: int, above: Iterable[Span], day: date, forever: date) -> Iterator[Span]:
    """Return the spans of a unit founded on a day, given its parent's: one step further down, and itself."""
    yield Span(unit, 0, day, forever)
    for span in above:
        if span.to_on > day:
            yield Span(span.ancestor, span.depth + 1, max(span.from_on, day), span.to_on)
