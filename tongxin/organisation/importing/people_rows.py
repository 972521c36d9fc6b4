"""One row of a roster as values: each cell understood, or named with what is wrong in it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from tongxin.accounts.public import phone_index
from tongxin.organisation.importing.people_columns import BESIDE_NAME, COLUMNS, MASKED
from tongxin.organisation.importing.people_reasons import REASONS
from tongxin.organisation.rules.sexes import FEMALE, MALE, sex_code
from tongxin.organisation.writes.details import LONGEST, id_index
from tongxin.rulebook.public import section
from tongxin.sheets.public import (
    Book,
    Cell,
    CellError,
    Refusal,
    Table,
    TableRow,
    UnreadableError,
    birth_of,
    day,
    find_table,
    mask_id,
    national_id,
    phone,
    reason_of,
    sex_of,
    text,
)

_PASSPORT = re.compile(r"[A-Z]{1,3}\d{6,10}[A-Z]?")


@dataclass(slots=True)
class RosterRow:
    """What one row says of a person; empty where it says nothing. ``refused`` is set when it cannot be taken."""

    sheet: str
    number: int
    titles: Mapping[str, str]
    name: str = ""
    staff_no: str = ""
    national_id: str = ""
    phone: str = ""
    sex: str = ""
    born_on: date | None = None
    kind: str = ""
    unit: str = ""
    unit_code: str = ""
    home_id: int | None = None
    id_index: str = ""
    phone_index: str = ""
    refused: Refusal | None = None
    doubts: list[Refusal] = field(default_factory=list)


def tables_of(book: Book) -> list[Table]:
    """Return the tables of a file that are rosters: with a column of names and one that says who or where.

    Raises UnreadableError for a file without one.
    """
    tables = [find_table(sheet, COLUMNS) for sheet in book.sheets]
    found = [table for table in tables if table and not BESIDE_NAME.isdisjoint(table.mapping)]
    if not found:
        raise UnreadableError(
            "no_table",
            _("No people were found in this file. It needs a row of titles such as 姓名, 工号 and 部门."),
        )
    return found


def rows_of(table: Table) -> Iterator[RosterRow]:
    """Return the rows of a table one by one."""
    reader = _Reader(table)
    return (reader.row_of(row) for row in table)


def kind_words() -> dict[str, str]:
    """Return the code of a kind of people by every word for it."""
    words: dict[str, str] = {}
    for entry in section("roles")["kinds"]:
        names = (entry["code"], entry["name_zh"], entry["name_en"], *entry.get("aliases", ()))
        words |= {"".join(name.split()).casefold(): entry["code"] for name in names}
    return words


class _Reader:
    """Reads the rows of one table; knows its titles, so that what is wrong is named by the person's own words."""

    def __init__(self, table: Table) -> None:
        self.titles = {column: table.column_title(column) for column in table.mapping}
        self.kinds = kind_words()

    def row_of(self, cells: TableRow) -> RosterRow:
        """Return a row; the first thing that forbids taking it is its refusal."""
        row, values = RosterRow(cells.sheet, cells.number, self.titles), cells.values
        self._read_names(row, values)
        self._read_number(row, values.get("national_id"))
        self._read_phone(row, values.get("phone"))
        self._read_person(row, values)
        return row

    def _read_names(self, row: RosterRow, values: dict[str, Cell]) -> None:
        for column in ("name", "staff_no", "unit", "unit_code"):
            try:
                written = text(values.get(column))
            except CellError as error:
                refuse(row, column, values.get(column), error.code)
                continue
            setattr(row, column, _person_name(written) if column == "name" else _one_line(written))
        if not row.name:
            refuse(row, "name", values.get("name"), "no_name")
        for column, longest in LONGEST.items():
            if len(getattr(row, column)) > longest:
                refuse(row, column, getattr(row, column), "too_long")

    def _read_number(self, row: RosterRow, cell: Cell) -> None:
        if cell is None:
            return
        try:
            row.national_id = national_id(cell)
        except CellError as error:
            if isinstance(cell, str) and _PASSPORT.fullmatch(_one_line(cell).upper()):
                doubt(row, "national_id", cell, "foreign_id")
            else:
                refuse(row, "national_id", cell, error.code)
            return
        if row.national_id:
            row.id_index = id_index(row.national_id) or ""
            row.sex = MALE if sex_of(row.national_id) == "male" else FEMALE
            row.born_on = birth_of(row.national_id)

    def _read_phone(self, row: RosterRow, cell: Cell) -> None:
        try:
            row.phone = phone(cell)
        except CellError as error:
            doubt(row, "phone", cell, error.code)
            return
        if row.phone:
            row.phone_index = phone_index(row.phone) or ""

    def _read_person(self, row: RosterRow, values: dict[str, Cell]) -> None:
        self._read_sex(row, values.get("sex"))
        self._read_birth(row, values.get("born_on"))
        cell = values.get("kind")
        if cell is not None:
            row.kind = self.kinds.get(_one_line(str(cell)).casefold(), "")
            if not row.kind:
                doubt(row, "kind", cell, "kind_unknown")

    def _read_sex(self, row: RosterRow, cell: Cell) -> None:
        if cell is None:
            return
        code = sex_code(_one_line(str(cell)).removesuffix(".0"))
        if code is None:
            doubt(row, "sex", cell, "sex_unknown")
        elif row.national_id and code and code != row.sex:
            doubt(row, "sex", cell, "sex_differs")
        else:
            row.sex = code or row.sex

    def _read_birth(self, row: RosterRow, cell: Cell) -> None:
        try:
            born_on = day(cell)
        except CellError as error:
            doubt(row, "born_on", cell, error.code)
            return
        if not row.national_id:
            row.born_on = born_on
        elif born_on and not _same_birth(born_on, row.born_on):
            doubt(row, "born_on", cell, "birth_differs")


def refuse(row: RosterRow, column: str, value: Cell, code: str) -> None:
    """Refuse a row, once: the first reason stands."""
    row.refused = row.refused or _note(row, column, value, code)


def doubt(row: RosterRow, column: str, value: Cell, code: str) -> None:
    """Say what is doubtful in a row that is taken."""
    row.doubts.append(_note(row, column, value, code))


def _note(row: RosterRow, column: str, value: Cell, code: str) -> Refusal:
    """Return a note on one cell of a row; identity numbers and phones are masked in it."""
    shown = "" if value is None else str(value)
    sentence = REASONS.get(code) or reason_of(CellError(code))
    title = row.titles.get(column, "")
    return Refusal(row.sheet, row.number, title, mask_id(shown) if column in MASKED else shown, str(sentence))


def _same_birth(written: date, born_on: date | None) -> bool:
    """A month without a day is read as its first day: that is no contradiction."""
    return written == born_on or (born_on is not None and written == born_on.replace(day=1))


def _one_line(written: str) -> str:
    return "".join(unicodedata.normalize("NFKC", written).split())


def _person_name(written: str) -> str:
    """Return a name without the blanks by which people align two-character names; names in letters keep theirs."""
    name = " ".join(unicodedata.normalize("NFKC", written).split())
    return name if any(letter.isascii() and letter.isalpha() for letter in name) else name.replace(" ", "")
