"""Reads the rows of units from a file: a sheet with codes, parents or paths, or JSON."""

from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.organisation.importing.unit_columns import unit_columns
from tongxin.organisation.importing.unit_json import is_json, json_rows
from tongxin.organisation.rules.unit_rows import Place, UnitRow, row_of
from tongxin.sheets.public import CellError, Outcome, Refusal, Table, UnreadableError, find_table, read, reason_of, text


def rows_of(path: Path, outcome: Outcome) -> list[UnitRow]:
    """Return the rows of a file, counted in the outcome. Raises UnreadableError."""
    rows = json_rows(path, outcome) if is_json(path) else _sheet_rows(path, outcome)
    found = list(rows)
    if not found and not outcome.rejected:
        raise UnreadableError(
            "no_table",
            _("No units were found in this file. It needs a row of titles such as code, name and parent code."),
        )
    return found


def _sheet_rows(path: Path, outcome: Outcome) -> Iterator[UnitRow]:
    for sheet in read(path).sheets:
        table = find_table(sheet, unit_columns())
        if table and not {"name", "path"}.isdisjoint(table.mapping):
            yield from _table_rows(table, outcome)


def _table_rows(table: Table, outcome: Outcome) -> Iterator[UnitRow]:
    for row in table:
        outcome.rows += 1
        values: dict[str, str] = {}
        try:
            for field, cell in row.values.items():
                values[field] = " ".join(text(cell).split())
        except CellError as error:
            column = table.column_title(field)
            refusal = Refusal(row.sheet, row.number, column, str(row.values[field]), str(reason_of(error)))
            outcome.rejected.append(refusal)
            continue
        yield row_of(Place(row.sheet, row.number), values)
