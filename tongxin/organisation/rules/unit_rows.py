"""One row of a file of units as it was written, and how it says where the unit stands."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

CODE_LENGTH, NAME_LENGTH, TYPE_LENGTH = 60, 120, 40
AT_THE_TOP = frozenset({"", "0", "-1", "-", "—", "——", "/", "无", "none", "null", "root"})

_STEPS = re.compile(r"\s*[/\\>＞→／]+\s*")


class Place(NamedTuple):
    """Where a row stands in its file: the sheet and the number that the person sees."""

    sheet: str
    number: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One row. The parent is given by ``parent_code`` or by ``above``: its name, or all names from the top down."""

    place: Place
    code: str
    name: str
    type: str = ""
    parent_code: str = ""
    above: tuple[str, ...] = ()

    @property
    def content(self) -> tuple[str, str, str, tuple[str, ...]]:
        """Return what two rows of one code must have in common to be the same."""
        return self.name, self.type, self.parent_code, self.above


def row_of(place: Place, values: dict[str, str]) -> UnitRow:
    """Return a row from its cells: code, name, type, parent_code, parent (name or path above), path (above or own)."""
    name, above = values.get("name", ""), steps_of(values.get("parent", ""))
    path = steps_of(values.get("path", ""))
    if path and name in {"", path[-1]}:
        name, path = path[-1], path[:-1]
    parent_code = values.get("parent_code", "")
    return UnitRow(
        place,
        values.get("code", ""),
        name,
        values.get("type", ""),
        "" if parent_code.casefold() in AT_THE_TOP else parent_code,
        path or above,
    )


def steps_of(text: str) -> tuple[str, ...]:
    """Return the names of a path, the top first; empty for the many ways to say that there is nothing above."""
    if text.strip().casefold() in AT_THE_TOP:
        return ()
    return tuple(step for step in _STEPS.split(text.strip()) if step)


def with_codes(rows: list[UnitRow], known: Callable[[tuple[str, ...]], str]) -> Iterator[UnitRow]:
    """Yield the rows of a file; those without a code get that of the ``known`` unit of their path, else a made one.

    The same path has always the same made code. In a file with codes, a row that has neither code nor path stays
    without.
    """
    bare = not any(row.code for row in rows)
    for row in rows:
        if row.code or not row.name or not (bare or row.above):
            yield row
        else:
            yield replace(row, code=known((*row.above, row.name)) or code_of_path(row))


def code_of_path(row: UnitRow) -> str:
    """Return the code of a unit that is known by its path only."""
    path = "/".join([*row.above, row.name])
    return f"P{hashlib.sha256(path.encode()).hexdigest()[:15]}"
