"""What the product stands on: files of the front end, the clock, the calendar, and how it is reached."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.accounts.public import text_trouble_words, texts_are_set_up
from tongxin.clocks.public import calendar
from tongxin.config.checkup.findings import State, fault, ok, warning
from tongxin.config.static_files import MARK, fingerprint
from tongxin.core import clock
from tongxin.core.egress import BarredError, checked
from tongxin.files.public import ScannerAwayError, scanner_answers, scanner_is_named
from tongxin.journal.public import newest_entries

SLACK = timedelta(minutes=2)
HERE = {"localhost", "127.0.0.1", "[::1]"}

Found = Iterator[tuple[State, str]]


def front_end(_full: bool) -> Found:
    """Whether the files of the front end are those of this version."""
    mark = Path(settings.STATIC_ROOT) / MARK
    if mark.is_file() and mark.read_text(encoding="ascii") == fingerprint():
        yield ok(_("The files of the front end are collected."))
    else:
        yield warning(_("The files of the front end are not those of this version. Run: tongxin static"))


def time(_full: bool) -> Found:
    """Whether the clock runs behind what is already written."""
    last = next(iter(newest_entries(limit=1)), None)
    moment = f"{clock.local(clock.now()):%Y-%m-%d %H:%M} {settings.TIME_ZONE}"
    if last and last.at - clock.now() > SLACK:
        yield fault(
            _("The clock of this machine shows %(now)s, but the journal is already at %(last)s. Set the clock (NTP).")
            % {"now": moment, "last": f"{clock.local(last.at):%Y-%m-%d %H:%M}"}
        )
    else:
        yield ok(_("The clock shows %(now)s and does not run behind the journal.") % {"now": moment})


def holidays(_full: bool) -> Found:
    """Whether the State Council's days off of this year and the next are known."""
    year = clock.today().year
    known = calendar().known_years
    if year not in known:
        yield fault(_("The days off of %(year)d are missing: deadlines are wrong. Update Tongxin.") % {"year": year})
    elif year + 1 not in known:
        yield warning(
            _("The days off of %(year)d are not known yet. Update Tongxin when the State Council has published them.")
            % {"year": year + 1}
        )
    else:
        yield ok(_("The days off of %(year)d and %(next)d are known.") % {"year": year, "next": year + 1})


def address(_full: bool) -> Found:
    """Whether those who come over the network come by https."""
    hosts = sorted(set(settings.ALLOWED_HOSTS) - HERE)
    if settings.DEBUG:
        yield fault(_("TONGXIN_DEBUG is on and shows the inside of the product to everybody. Unset it."))
    if hosts and not settings.SESSION_COOKIE_SECURE:
        yield fault(
            _(
                "%(hosts)s is served without https: passwords can be read on the way. "
                "Set TONGXIN_HTTPS=1 behind a proxy."
            )
            % {"hosts": ", ".join(hosts)}
        )
    elif hosts:
        yield ok(_("%(hosts)s is served by https.") % {"hosts": ", ".join(hosts)})
    else:
        yield ok(_("Only this machine is served. For others set TONGXIN_HOSTS and TONGXIN_HTTPS=1."))


def texts(_full: bool) -> Found:
    """Whether the gateway of text messages may be spoken to at all. Nothing is sent."""
    if not texts_are_set_up():
        return
    try:
        checked(settings.SMS.url)
    except BarredError as barred:
        yield warning(str(text_trouble_words(barred.why.value)))
    else:
        yield ok(_("The gateway of text messages is listed, and its name is known."))


def scanner(_full: bool) -> Found:
    """Whether the scanner of attachments answers, where one is named."""
    if not scanner_is_named():
        return
    try:
        yield ok(_("The scanner of attachments answers: %(version)s") % {"version": scanner_answers()})
    except ScannerAwayError as error:
        yield fault(_("The scanner of attachments does not answer, and no file is taken in: %(why)s") % {"why": error})
