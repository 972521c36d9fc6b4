"""Resident identity numbers. Source: GB 11643-1999 (18 characters with a check character; 15 digits before 1999)."""

import re
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from tongxin.sheets.rules.book import Cell
from tongxin.sheets.rules.cells import CellError, compact

FIRST_YEAR = 1880

_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)


def national_id(cell: Cell) -> str:
    """Return the 18-character identity number with a capital X, a 15-digit one brought to 18, or "" for a blank cell.

    Raises CellError: "damaged_number" when Excel has rounded it (4.30102E+17, or three zeros at the end), "id_length",
    "id_birthday" or "id_check" when it cannot be a real one.
    """
    written = compact(cell).lstrip("'’‘`").replace("-", "").upper()
    if not written:
        return ""
    if _SCIENTIFIC.fullmatch(written):
        raise CellError("damaged_number")
    written = written.removesuffix(".0")
    if re.fullmatch(r"\d{15}", written):
        written = _lengthened(written)
    if not re.fullmatch(r"\d{17}[\dX]", written):
        raise CellError("id_length")
    _require_real(written)
    return written


def birth_of(number: str) -> date:
    """Return the day of birth in a number that ``national_id`` returned."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex_of(number: str) -> str:
    """Return "male" or "female" by the 17th digit of a number that ``national_id`` returned: odd for men."""
    return "male" if int(number[16]) % 2 else "female"


def mask_id(number: str) -> str:
    """Return the number with its first three and last two characters only: enough to compare, too little to misuse."""
    return number[:3] + "*" * max(len(number) - 5, 0) + number[-2:] if len(number) > 5 else "*" * len(number)


def _lengthened(number: str) -> str:
    longer = f"{number[:6]}19{number[6:]}"
    return longer + ric.calc_check_digit(longer + "0")


def _require_real(number: str) -> None:
    try:
        born = ric.get_birth_date(number)
    except ValidationError as error:
        raise CellError("id_birthday") from error
    if born.year < FIRST_YEAR:
        raise CellError("id_birthday")
    if ric.calc_check_digit(number) != number[-1]:
        raise CellError("damaged_number" if number.endswith("000") else "id_check")
