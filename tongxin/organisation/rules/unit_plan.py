"""What a file of units will change, as values: the plan that a dry run shows and a real run carries out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tongxin.organisation.rules.tree import Kind
from tongxin.organisation.rules.unit_rows import UnitRow
from tongxin.organisation.rules.unit_types import TypeHint

TOP = ""


class Fault(StrEnum):
    """Why a row is refused, or what is doubtful about it."""

    NO_CODE = "no_code"
    NO_NAME = "no_name"
    TOO_LONG = "too_long"
    OTHER_CONTENT = "other_content"
    PARENT_UNKNOWN = "parent_unknown"
    PARENT_AMBIGUOUS = "parent_ambiguous"
    PARENT_DISSOLVED = "parent_dissolved"
    PARENT_REFUSED = "parent_refused"
    CYCLE = "cycle"
    DISSOLVED = "dissolved"
    LATER_CHANGE = "later_change"
    OUT_OF_REACH = "out_of_reach"
    NEW_TYPE = "new_type"
    TYPE_NOT_USUAL = "type_not_usual"


@dataclass(frozen=True, slots=True)
class Note:
    """A fault of one row with what its sentence names."""

    row: UnitRow
    fault: Fault
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """A unit that exists. ``fixed`` = a change is entered for a later day; ``open`` = the actor may edit it."""

    name: str
    type: str
    parent: str
    dissolved: bool = False
    fixed: bool = False
    open: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What a row does: the unit shall bear this name, be of this type and stand below this parent (a code)."""

    row: UnitRow
    type: str
    parent: str
    level: int


@dataclass(slots=True)
class Plan:
    """What a file changes. All lists stand in the order in which they can be done: parents first."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    moved: list[Change] = field(default_factory=list)
    unchanged: int = 0
    duplicates: int = 0
    rejected: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    new_types: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    """What is known of a line before the import: its units and types by code, and how types are named and guessed."""

    known: Mapping[str, Known]
    kinds: Mapping[str, Kind]
    hints: Sequence[TypeHint]
    top_open: bool = True
