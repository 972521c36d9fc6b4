"""Phone numbers of the mainland. Source: the numbering plan; mobiles are 1 followed by 3 to 9 and nine digits."""

import re

from tongxin.sheets.rules.book import Cell
from tongxin.sheets.rules.cells import CellError, compact

_COUNTRY = re.compile(r"^(\+|00)?86(?=0|1[3-9]\d{9}$)")
_ABROAD_LANDLINE = re.compile(r"^(\+|00)86(?P<number>10[2-9]\d{7}|[2-9]\d{8,10})$")
_SEPARATORS = re.compile(r"[-()./·_]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?P<area>010|02\d|0[3-9]\d{2})?(?P<number>[2-9]\d{6,7})")
_SERVICE = re.compile(r"[48]00\d{7}")
_EXTENSION = re.compile(r"(转|ext\.?|#)(\d{1,6})$", re.IGNORECASE)


def phone(cell: Cell) -> str:
    """Return a mobile number as 11 digits, a landline as 0731-88881234 or 0731-88881234-801, "" for a blank cell.

    Understands +86, blanks, dashes and brackets. Raises CellError("phone"), also for two numbers in one cell.
    """
    written = compact(cell).lstrip("'’‘`")
    if not written:
        return ""
    main, extension = _split(written)
    digits = _SEPARATORS.sub("", main)
    digits = _ABROAD_LANDLINE.sub(r"0\g<number>", digits)
    digits = _COUNTRY.sub("", digits)
    if not extension and (_MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits)):
        return digits
    found = _LANDLINE.fullmatch(digits)
    if found is None:
        raise CellError("phone")
    return "-".join(part for part in (found["area"], found["number"], extension) if part)


def _split(written: str) -> tuple[str, str]:
    extension = _EXTENSION.search(written) or re.search(r"(\d{7,8}-)(\d{1,6})$", written)
    if extension is None:
        return written, ""
    return written[: extension.start(2)].rstrip("转#-extEXT."), extension[2]
