"""The day as at which a page is shown: ``?on=2024-03-01``."""

from datetime import date

from django.http import HttpRequest

from tongxin.core import clock


def day_asked(request: HttpRequest) -> date:
    """Return the day of the address; today where there is none or none that can be read."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()
