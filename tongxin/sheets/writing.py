"""Writes spreadsheets in which nothing that a person typed can become a formula."""

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import rustpy_xlsxwriter

from tongxin.sheets.rules.book import Cell

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NAME_LENGTH = 31
CELL_LENGTH = 32_767
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

Rows = Iterable[Sequence[Cell]]
SheetToWrite = tuple[str, Sequence[str], Rows]


def write_xlsx(path: str | os.PathLike[str], sheets: Iterable[SheetToWrite]) -> None:
    """Write an .xlsx file of sheets, each given as its name, header and rows.

    Text is stored as text and never as a formula, whatever it begins with. Names that Excel forbids are made fit; a
    text longer than Excel's 32,767 characters is cut and ends in "…". Of equal header texts, the later ones get a
    number.
    """
    taken = {"history"}  # Excel keeps this name for itself
    rustpy_xlsxwriter.write_worksheets(
        [(sheet_name(name, taken), _records(header, rows)) for name, header, rows in sheets], os.fspath(path)
    )


def write_csv(path: str | os.PathLike[str], header: Sequence[str], rows: Rows) -> None:
    """Write a .csv file in UTF-8 with byte order mark, as Excel expects it.

    Text that Excel would run as a formula gets an apostrophe before it; numbers stay numbers.
    """
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_harmless(cell) for cell in row] for row in chain([header], rows))


def sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a sheet name that Excel allows and that is not yet among ``taken``, and add it there."""
    plain = _FORBIDDEN_IN_NAMES.sub(" ", wanted).strip().strip("'") or "Sheet"
    name = _numbered(plain, taken, NAME_LENGTH)
    taken.add(name.casefold())
    return name


def _numbered(wanted: str, taken: set[str], limit: int) -> str:
    name = wanted[:limit]
    number = 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = wanted[: limit - len(ending)] + ending
    return name


def _records(header: Sequence[str], rows: Rows) -> Iterator[dict[str, Cell]]:
    taken: set[str] = set()
    titles = []
    for title in header:
        titles.append(_numbered(title, taken, CELL_LENGTH))
        taken.add(titles[-1].casefold())
    written = False
    for row in rows:
        written = True
        yield dict(zip(titles, map(_fitting, row), strict=True))
    if not written:
        # The header is taken from the first row: a sheet without rows gets one that holds nothing.
        yield dict.fromkeys(titles)


def _fitting(cell: Cell) -> Cell:
    if isinstance(cell, str) and len(cell) > CELL_LENGTH:
        return cell[: CELL_LENGTH - 1] + "…"
    return cell


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
