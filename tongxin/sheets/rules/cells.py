"""What a cell says: text, whole numbers. A blank cell is "" as text and None as anything else, never an error."""

import unicodedata
from datetime import date, datetime, time, timedelta

from tongxin.sheets.rules.book import Cell

EDGES = " \t\r\n\v\f\xa0\u3000\u200b\ufeff"
EXACT_UP_TO = 10**15  # Excel keeps 15 digits of a number and turns the others into zeros.


class CellError(ValueError):
    """A cell cannot be understood. ``code`` says why; ``tongxin.sheets.public.reason_of`` says it in plain words."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def text(cell: Cell) -> str:
    """Return what the person sees in the cell, without blanks at its ends; line breaks inside stay.

    A whole number is written without ".0": ids come back from spreadsheets as floats. Raises
    CellError("damaged_number") for a number of more than 15 digits: Excel has already lost its last digits, so it must
    not pass as an id.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip(EDGES)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return _number_text(cell)
    return _time_text(cell)


def compact(cell: Cell) -> str:
    """Return the cell's text in half-width characters without any blanks: for numbers that people group by blanks."""
    return "".join(unicodedata.normalize("NFKC", text(cell)).translate(_INVISIBLE).split())


_INVISIBLE = {ord("\u200b"): None, ord("\ufeff"): None}


def whole(cell: Cell) -> int | None:
    """Return a whole number; 1,234 and full-width digits are understood. Raises CellError("whole_number")."""
    written = compact(cell).replace(",", "")
    if not written:
        return None
    digits, _, rest = written.partition(".")
    if isinstance(cell, bool) or not digits.lstrip("+-").isdecimal() or rest.strip("0"):
        raise CellError("whole_number")
    try:
        return int(digits)
    except ValueError as error:
        raise CellError("whole_number") from error


def _number_text(number: float) -> str:
    if not abs(number) < EXACT_UP_TO:
        raise CellError("damaged_number")
    return str(int(number)) if number == int(number) else repr(number)


def _time_text(moment: date | datetime | time | timedelta) -> str:
    if isinstance(moment, datetime):
        return moment.isoformat(sep=" ", timespec="seconds")
    return str(moment)
