"""Days and moments as people say them. Patterns are translated, so each language has its own order of the parts."""

from datetime import date, datetime, timedelta

from django.utils import dateformat
from django.utils.translation import gettext, pgettext, pgettext_lazy

from tongxin.core import clock

# Django's Chinese catalogue has no short weekdays: its "Thu" is 星期四.
WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


def day_words(day: date, today: date) -> str:
    """Return a day as it is said on ``today``: Tomorrow, 12月3日, and with the year where it is another."""
    near = {
        today: gettext("Today"),
        today + timedelta(days=1): gettext("Tomorrow"),
        today - timedelta(days=1): gettext("Yesterday"),
    }
    if day in near:
        return near[day]
    if day.year == today.year:
        return dateformat.format(day, pgettext("date pattern, this year", "j M"))
    return dateformat.format(day, pgettext("date pattern, another year", "j M Y"))


def day_short(day: date) -> str:
    """Return a day without its weekday: 12月3日."""
    return dateformat.format(day, pgettext("date pattern, this year", "j M"))


def day_long(day: date) -> str:
    """Return a day with its weekday: 12月3日 周四."""
    return gettext("%(weekday)s %(day)s") % {
        "weekday": WEEKDAYS[day.weekday()],
        "day": dateformat.format(day, pgettext("date pattern, this year", "j M")),
    }


def day_dated(day: date) -> str:
    """Return a day with its year, as paper bears it: 2026年12月3日."""
    return dateformat.format(day, pgettext("date pattern, another year", "j M Y"))


def day_full(day: date) -> str:
    """Return a day with year and weekday, for the title of a shorter form."""
    return dateformat.format(day, pgettext("date pattern with year and weekday", "l j F Y"))


def moment_words(moment: datetime) -> str:
    """Return a moment on the organisation's wall clock: 昨天 10:05, 11月17日 16:20."""
    local = clock.local(moment)
    return f"{day_words(local.date(), clock.today())} {local:%H:%M}"


def moment_full(moment: datetime) -> str:
    """Return a moment with year and weekday."""
    local = clock.local(moment)
    return f"{day_full(local.date())} {local:%H:%M}"
