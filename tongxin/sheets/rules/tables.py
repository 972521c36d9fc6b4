"""The data rows under a header: without blank lines, repeated headers and totals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tongxin.sheets.rules.book import Cell, Row, Sheet

_NOTE = re.compile(r"(注|备注|说明|注意事项|填表说明|填表人|制表人|填报人|审核人|负责人|填报单位)[:：].*")
_TOTAL = re.compile(r"(本页)?(合计|总计|小计|共计|累计)([:：(（]\S*|\d\S*)?")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One data row. ``values`` has every field that has a column; a blank cell is None."""

    sheet: str
    number: int
    values: dict[str, Cell]


@dataclass(frozen=True)
class Table:
    """A header and the data below it.

    ``mapping`` gives each found field its column, counted from 0; ``titles`` has every column's title as the file has
    it.
    """

    sheet: Sheet
    header: tuple[Row, ...]
    mapping: dict[str, int]
    titles: tuple[str, ...]

    def __iter__(self) -> Iterator[TableRow]:
        for row in self.data:
            yield TableRow(
                self.sheet.name, row.number, {name: _cell(row, column) for name, column in self.mapping.items()}
            )

    @property
    def count(self) -> int:
        """The exact number of data rows."""
        return len(self.data)

    @property
    def header_rows(self) -> tuple[int, ...]:
        """The row numbers of the header, as the person sees them."""
        return tuple(row.number for row in self.header)

    @property
    def unknown(self) -> list[str]:
        """The titles of the columns that nobody asked for: they are not read, and the person should know it."""
        known = set(self.mapping.values())
        return [title for column, title in enumerate(self.titles) if title and column not in known]

    def column_title(self, field: str) -> str:
        """Return the title of a field's column as the file has it, or the field's own name when it has no column."""
        return self.titles[self.mapping[field]] if field in self.mapping else field

    @cached_property
    def data(self) -> list[Row]:
        """The rows that are data.

        Not data: rows in which no known column holds anything (such as prepared rows with just a serial number), rows
        that repeat the header, notes at the foot, and rows that open with 合计 or its like.
        """
        below = [row for row in self.sheet.rows if row.number > self.header[-1].number]
        return [row for row in _without_notes(below) if self._is_data(row)]

    def _is_data(self, row: Row) -> bool:
        filled = [column for column in self.mapping.values() if _cell(row, column) is not None]
        return bool(filled) and not _is_total(row) and not any(_repeats(row, head, filled) for head in self.header)


def _without_notes(rows: list[Row]) -> list[Row]:
    """Cut off the one-cell lines at the foot, from the one that opens with 注： or 填表人： or their like."""
    tail = len(rows)
    while tail and len(_filled(rows[tail - 1])) == 1:
        tail -= 1
    notes = (place for place in range(tail, len(rows)) if _NOTE.fullmatch(_bare(_filled(rows[place])[0])))
    return rows[: next(notes, len(rows))]


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell is not None]


def _repeats(row: Row, head: Row, filled: list[int]) -> bool:
    return all(_bare(_cell(row, column)) == _bare(_cell(head, column)) for column in filled)


def _is_total(row: Row) -> bool:
    return _TOTAL.fullmatch(_bare(_filled(row)[0])) is not None


def _bare(cell: Cell) -> str:
    return "".join(cell.split()) if isinstance(cell, str) else ""


def _cell(row: Row, column: int) -> Cell:
    return row.cells[column] if column < len(row.cells) else None
