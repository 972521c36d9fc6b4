"""A spreadsheet file as rows of values, whatever format it came in."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

Cell = str | int | float | bool | date | datetime | time | timedelta | None


class Row(NamedTuple):
    """One row that holds something. ``number`` is the row number the person sees at the left of the sheet."""

    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, without its wholly blank rows, its leading blank columns and the empty cells at the ends of rows."""

    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a file, in the file's order, hidden ones included."""

    sheets: list[Sheet]
