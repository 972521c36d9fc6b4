"""Finds the header of a real sheet: below title rows, in one row or in two, with hints and line breaks in the names."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tongxin.sheets.rules.book import Cell, Row, Sheet
from tongxin.sheets.rules.tables import Table

SEARCHED_ROWS = 30

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_MARKS = re.compile(r"[*:;＊]")
_HINTS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing an import looks for. Of several columns that fit, the one with the earliest alias is taken."""

    name: str
    aliases: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """All that an import looks for. A sheet in which a required field has no column is not such a table."""

    fields: tuple[Field, ...]

    @property
    def required(self) -> frozenset[str]:
        """The names of the fields without which there is no table."""
        return frozenset(field.name for field in self.fields if field.required)


def find_table(sheet: Sheet, columns: Columns) -> Table | None:
    """Return the table whose header names the most fields, or None when no row names all the required ones.

    Looks in the first 30 rows that hold anything. A header in two rows (a group above, the columns below) is taken
    only when it names more fields than any single row; of equals the upper row is the header, the lower one a
    repetition.
    """
    tables = [Table(sheet, head.rows, mapping, head.titles) for head, mapping in _matches(sheet.rows, columns)]
    return max(tables, key=lambda table: (len(table.mapping), -len(table.header)), default=None)


@dataclass(frozen=True, slots=True)
class _Head:
    rows: tuple[Row, ...]
    titles: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]


def _matches(rows: list[Row], columns: Columns) -> Iterator[tuple[_Head, dict[str, int]]]:
    searched = rows[:SEARCHED_ROWS]
    heads = [_single(row) for row in searched]
    heads += [_double(upper, lower) for upper, lower in pairwise(searched) if lower.number == upper.number + 1]
    for head in heads:
        mapping = _map(head, columns)
        if mapping and columns.required <= mapping.keys():
            yield head, mapping


def _single(row: Row) -> _Head:
    titles = tuple(_shown(cell) for cell in row.cells)
    return _Head((row,), titles, tuple(_spellings(title) for title in titles))


def _double(upper: Row, lower: Row) -> _Head:
    """Read two rows as one header. A merged group title stands in its first cell and reaches up to the next title."""
    titles, names = [], []
    group = ""
    for column in range(max(len(upper.cells), len(lower.cells))):
        above = _shown(upper.cells[column]) if column < len(upper.cells) else ""
        below = _shown(lower.cells[column]) if column < len(lower.cells) else ""
        group = above or group
        joined = f"{group}/{below}" if group and below else ""
        titles.append(joined or below or above)
        names.append((*_spellings(below), *_spellings(joined), *_spellings(above)))
    return _Head((upper, lower), tuple(titles), tuple(names))


def _map(head: _Head, columns: Columns) -> dict[str, int]:
    mapping: dict[str, int] = {}
    for field in columns.fields:
        wanted = {name: rank for rank, alias in reversed(list(enumerate(field.aliases))) for name in _spellings(alias)}
        fits = [
            (wanted[name], rank, column)
            for column, names in enumerate(head.names)
            if column not in mapping.values()
            for rank, name in enumerate(names)
            if name in wanted
        ]
        if fits:
            mapping[field.name] = min(fits)[2]
    return mapping


def normalised(title: str) -> str:
    """Return a header text without what people add to it: blanks, line breaks, stars and colons, full-width forms."""
    return _MARKS.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", title))).casefold()


def _spellings(title: str) -> tuple[str, ...]:
    """Return a title with and without its bracketed hints, the exact one first."""
    whole = normalised(title)
    bare = _HINTS.sub("", whole)
    return tuple(name for name in dict.fromkeys((whole, bare)) if name)


def _shown(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else ""
