"""Files out: which kinds there are, and the one door through which their rows leave. The door itself is an app's.

An app that can write a file of people's data registers a kind; its page calls ``answer`` and writes nothing itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from tongxin.core.errors import Text
from tongxin.core.policy import Actor

Line = tuple[str, str]
Sheet = tuple[str, Sequence[str], Sequence[Line]]


@dataclass(frozen=True)
class Mark:
    """What stands in every file that leaves: its number beside each row, and a sheet that says who took it and why."""

    number: str
    column: str
    sheet: Sheet


@dataclass(frozen=True)
class Written:
    """How many rows a file has, and how many of them are sensitive."""

    rows: int
    sensitive: int


@dataclass(frozen=True)
class Kind:
    """One kind of file. ``unit`` is the key of a unit, empty for all that the right reaches.

    ``count`` gives the sensitive rows that ``write`` would write at most; both raise Forbidden or NotFound where the
    actor's right does not go so far. ``unit_id`` gives the unit of a key.
    """

    name: str
    label: Text
    file: str
    right: str
    count: Callable[[Actor, str], int]
    write: Callable[[Actor, str, Path, Mark], Written]
    unit_id: Callable[[Actor, str], int | None]


Door = Callable[[HttpRequest, Kind, str], HttpResponse]

_kinds: dict[str, Kind] = {}
_door: list[Door] = []


def register_export(kind: Kind) -> None:
    """Add a kind of file. Raises ValueError for a name that is taken."""
    if kind.name in _kinds:
        raise ValueError(f"The export {kind.name} is registered twice.")
    _kinds[kind.name] = kind


def export_kinds() -> dict[str, Kind]:
    """Return all kinds of file by name."""
    return dict(_kinds)


def register_door(door: Door) -> None:
    """Name the one door. Called once."""
    _door[:] = [door]


def answer(request: HttpRequest, kind: str, unit: str = "") -> HttpResponse:
    """Answer somebody who wants a file. Raises RuntimeError without a door: then nothing leaves."""
    if not _door:
        raise RuntimeError("There is no door for files.")
    return _door[0](request, _kinds[kind], unit)
