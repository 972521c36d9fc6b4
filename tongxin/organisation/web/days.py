"""The day as at which a page is shown: ``?on=2024-03-01``."""

from datetime import date

from django.http import HttpRequest

from tongxin.core import clock

EARLIEST = date(1900, 1, 1)  # before it there was no unit, and ages would lie before the first year


def day_asked(request: HttpRequest) -> date:
    """Return the day of the address; today where there is none, none that can be read, or one before 1900."""
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()
    return day if day >= EARLIEST else clock.today()
