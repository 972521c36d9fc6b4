"""Set days of the calendar. Clocks follow by the job in ``recompute``; terms on pages follow at once."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from tongxin.clocks.models import CalendarDay, CalendarVersion, CalendarYear
from tongxin.clocks.rules.calendar import FIRST_DAY, LAST_DAY
from tongxin.core.errors import BadInputError, Text
from tongxin.core.names import new_name
from tongxin.core.policy import require

NO_NOTICE: Text = _("A day set by law needs its notice. Enter title and number.")


def set_day(*, day: date, working: bool, reason: str, source: str = "", statutory: bool = False) -> CalendarDay:
    """Say that a day is worked or off; ``statutory`` if a notice of the State Council says so, which must be named.

    Raises BadInputError.
    """
    require(FIRST_DAY <= day <= LAST_DAY, BadInputError, _("The calendar does not reach that day."), field="day")
    require(bool(reason), BadInputError, _("Say why, for instance the name of the holiday."), field="reason")
    require(bool(source) or not statutory, BadInputError, NO_NOTICE, field="source")
    given = {"working": working, "reason": reason, "source": source, "statutory": statutory}
    row, _fresh = CalendarDay.objects.update_or_create(day=day, defaults=given)
    _change()
    return row


def clear_day(*, day: date) -> None:
    """Give a day back to the built-in table. A day that was not set stays as it is."""
    CalendarDay.objects.filter(day=day).delete()
    _change()


def confirm_year(*, year: int, source: str) -> CalendarYear:
    """Say that the yearly notice of a year is entered in full: its results are no longer provisional.

    Raises BadInputError without the notice.
    """
    require(bool(source), BadInputError, NO_NOTICE, field="source")
    row, _fresh = CalendarYear.objects.update_or_create(year=year, defaults={"source": source})
    _change()
    return row


def _change() -> None:
    CalendarVersion.objects.update_or_create(pk=1, defaults={"name": new_name()})
