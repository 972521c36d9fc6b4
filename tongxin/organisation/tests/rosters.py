"""Rosters written for a test, brought in, and counted."""

from collections.abc import Callable
from pathlib import Path

import openpyxl

from tongxin.core import clock
from tongxin.core.policy import system_actor
from tongxin.organisation.importing.people import import_people
from tongxin.sheets.public import Outcome

CONSOLE = system_actor("import")
HEADER = ["工号", "姓名", "部门", "身份证号", "手机号"]
WOMAN, MAN = "11010519491231002X", "110105194912310038"


def write_sheets(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """Write a workbook of sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def bringer(folder: Path) -> Callable[..., Outcome]:
    """Return what brings in the rows of one sheet, or of several."""

    def bring_in(*rows, header=HEADER, sheets=None, actor=CONSOLE, **options) -> Outcome:
        path = write_sheets(folder / "roster.xlsx", sheets or {"花名册": [header, *rows]})
        outcome = import_people(actor=actor, path=path, today=clock.today(), **options)
        assert outcome.adds_up()
        return outcome

    return bring_in


def counts(outcome: Outcome) -> dict[str, int]:
    """Return what is not zero."""
    named = ("new", "changed", "moved", "unchanged", "duplicates", "left")
    found = {name: getattr(outcome, name) for name in named if getattr(outcome, name)}
    return found | ({"rejected": len(outcome.rejected)} if outcome.rejected else {})


def reasons(outcome: Outcome) -> list[tuple[int, str]]:
    """Return row and column of what was refused."""
    return [(refusal.row, refusal.column) for refusal in outcome.rejected]
