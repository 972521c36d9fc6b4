"""What other apps may use: read a file, find its table, understand its cells, report the outcome, write a safe file."""

from tongxin.sheets.errors import UnreadableError
from tongxin.sheets.reading import look_at, read
from tongxin.sheets.rules.book import Book, Cell, Row, Sheet
from tongxin.sheets.rules.cells import CellError, text, whole
from tongxin.sheets.rules.dates import day, moment
from tongxin.sheets.rules.headers import Columns, Field, find_table
from tongxin.sheets.rules.national_ids import birth_of, mask_id, national_id, sex_of
from tongxin.sheets.rules.outcome import Outcome, Refusal
from tongxin.sheets.rules.phones import phone
from tongxin.sheets.rules.tables import Table, TableRow
from tongxin.sheets.wording import reason_of
from tongxin.sheets.writing import SheetToWrite, write_csv, write_xlsx

__all__ = [
    "Book",
    "Cell",
    "CellError",
    "Columns",
    "Field",
    "Outcome",
    "Refusal",
    "Row",
    "Sheet",
    "SheetToWrite",
    "Table",
    "TableRow",
    "UnreadableError",
    "birth_of",
    "day",
    "find_table",
    "look_at",
    "mask_id",
    "moment",
    "national_id",
    "phone",
    "read",
    "reason_of",
    "sex_of",
    "text",
    "whole",
    "write_csv",
    "write_xlsx",
]
