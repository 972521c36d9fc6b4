"""Days and moments in the ways people write them. Source: the forms met in real rosters and appeal lists."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tongxin.sheets.rules.book import Cell
from tongxin.sheets.rules.cells import CellError, text

EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall-clock origin: Excel knows no zones
SERIALS = (10_000, 100_000)  # 1927 to 2173: a year or a month written as a number lies outside
YEARS = (1900, 2199)

_DAY = re.compile(r"(\d{4})(?:(\d\d)(\d\d)?|[年./-](\d\d?)(?:[月./-](?:(\d\d?)日?)?)?)")
_TIME = re.compile(
    r"(?P<noon>上午|下午|晚上|中午|凌晨|AM|PM)?"
    r"(?P<hour>\d\d?)[:时点](?:(?P<minute>\d\d?)(?:[:分](?:(?P<second>\d\d?)(?:\.\d+)?秒?)?)?)?"
    r"(?P<late>AM|PM)?"
)
_AROUND_MARKS = re.compile(r"\s*([年月日./-])\s*")
_AFTERNOON = {"下午", "晚上", "PM"}


def day(cell: Cell) -> date | None:
    """Return the day a cell names; a month without a day gives its first day, a time of day is left out.

    Understands date cells, Excel's serial numbers, 2019/2/28, 2019-2-28, 2019.2.28, 20190228, 2019年2月28日,
    2019年2月, 2019.02 and 201902. Raises CellError("date"), or CellError("october_or_january") for the number 2019.1:
    Excel writes both so.
    """
    moment = _wall_clock(cell)
    return moment.date() if moment else None


def moment(cell: Cell, zone: ZoneInfo) -> datetime | None:
    """Return the moment a cell names, taken as the wall clock of ``zone``; a day without a time is its first minute.

    Understands all that ``day`` does, followed by 11:25, 11:25:05, 8时37分, 下午3点 or AM and PM. Raises CellError as
    ``day`` does.
    """
    found = _wall_clock(cell)
    return found.replace(tzinfo=zone) if found else None


def _wall_clock(cell: Cell) -> datetime | None:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, bool | time | timedelta):
        raise CellError("date")
    if isinstance(cell, int | float):
        return _from_number(cell)
    written = unicodedata.normalize("NFKC", text(cell)).strip()
    if not written:
        return None
    if re.fullmatch(r"\d+\.0+|\d{5}(\.\d+)?", written):
        return _from_number(float(written))
    return _from_text(written)


def _from_number(number: float) -> datetime:
    if SERIALS[0] <= number < SERIALS[1]:
        return EXCEL_EPOCH + timedelta(seconds=round(number * 86400))
    if not 0 < number < 10**8:
        raise CellError("date")
    if number == int(number):
        return _from_text(str(int(number)))
    year, _, month = repr(float(number)).partition(".")
    # As numbers, 2019.10 and 2019.1 are the same: guessing would put a wrong month into somebody's file.
    if YEARS[0] <= number < YEARS[1] and month == "1":
        raise CellError("october_or_january")
    return _from_text(f"{year}.{month}")


def _from_text(written: str) -> datetime:
    written = _AROUND_MARKS.sub(r"\1", written)
    found = _DAY.match(written)
    if found is None:
        raise CellError("date")
    year, month, day_of_month = found[1], found[2] or found[4], found[3] or found[5]
    if month is None or not YEARS[0] <= int(year) <= YEARS[1]:
        raise CellError("date")
    hour, minute, second = _time_of_day("".join(written[found.end() :].split()).upper())
    try:
        return datetime(int(year), int(month), int(day_of_month or 1), hour, minute, second)  # noqa: DTZ001 - wall clock
    except ValueError as error:
        raise CellError("date") from error


def _time_of_day(written: str) -> tuple[int, int, int]:
    if not written:
        return 0, 0, 0
    found = _TIME.fullmatch(written.removeprefix("T"))
    if found is None:
        raise CellError("date")
    hour = int(found["hour"])
    half = found["noon"] or found["late"]
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half in {"AM", "凌晨"} and hour == 12:
        hour = 0
    return hour, int(found["minute"] or 0), int(found["second"] or 0)
