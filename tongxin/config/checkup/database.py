"""The database, its tables, the journal, and who reads it."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import run_checks
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.config.checkup.findings import State, fault, ok, warning
from tongxin.config.upgrading import is_migrated
from tongxin.core import clock, db
from tongxin.journal.public import lags, verify

QUICKLY_VERIFIED = 10_000
LATE = timedelta(minutes=10)
HERE = {"", "localhost", "127.0.0.1", "::1"}

Found = Iterator[tuple[State, str]]


def settings_and_durability(_full: bool) -> Found:
    """Whether the database answers, and nothing is set with which the product does not serve."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        yield fault(_("The database does not answer: %(why)s") % {"why": str(error).strip()})
        return
    found = [str(message.msg) for message in run_checks(databases=["default"]) if message.is_serious()]
    yield from map(fault, found)
    if not found:
        yield ok(_("%(mode)s answers and loses nothing that was confirmed.") % {"mode": db.mode()})


def lines(_full: bool) -> Found:
    """Whether what goes to another machine goes there encrypted, to the machine it is meant for."""
    open_ones = [name for name, host, safe in _lines() if not (safe or host in HERE or host.startswith("/"))]
    for name in open_ones:
        yield warning(
            _(
                "%(what)s is on another machine and reached without TLS that checks it. Set PGSSLMODE=verify-full "
                "and PGSSLROOTCERT for PostgreSQL, rediss:// in REDIS_URL for Redis."
            )
            % {"what": name}
        )
    if not open_ones:
        yield ok(_("Database and cache are on this machine, or reached by TLS that checks them."))


def _lines() -> Iterator[tuple[str, str, bool]]:
    if not db.is_sqlite():
        connection.ensure_connection()
        mode = connection.connection.info.get_parameters().get("sslmode", "")
        yield "PostgreSQL", str(connection.settings_dict["HOST"]), mode == "verify-full"
    if settings.REDIS_URL:
        parts = urlsplit(settings.REDIS_URL)
        yield "Redis", parts.hostname or "", parts.scheme == "rediss"


def content(full: bool) -> Found:
    """Whether the database itself finds its pages whole. It reads them all, so only when asked."""
    if not full:
        return
    found = db.damage()
    yield from (
        fault(_("The database is damaged: %(what)s. Restore the last backup.") % {"what": each}) for each in found
    )
    if not found:
        yield ok(_("The database finds no damage in itself."))


def migrations(_full: bool) -> Found:
    """Whether every table of this version is there."""
    if is_migrated():
        yield ok(_("All tables of this version are there."))
    else:
        yield fault(_("The database lacks tables of this version. Make a backup, then run tongxin init."))


def journal(full: bool) -> Found:
    """Whether nobody changed the journal: its last entries, or all of them."""
    report = verify() if full else verify(last=QUICKLY_VERIFIED)
    for finding in report.findings:
        yield fault(
            _("Entry %(number)s: %(what)s. Keep this database as it is, and compare it with your backups.")
            % {"number": finding.number, "what": finding.what}
        )
    if report.intact:
        yield ok(
            ngettext(
                "%(count)d entry of the journal was read and is as it was written.",
                "%(count)d entries of the journal were read and are as they were written.",
                report.entries,
            )
            % {"count": report.entries}
        )


def followers(_full: bool) -> Found:
    """Whether everybody who follows the journal has read it."""
    late = [lag for lag in lags() if lag.since is not None and clock.now() - lag.since > LATE]
    for lag in late:
        yield warning(
            ngettext(
                "%(name)s has not read %(count)d entry of the journal. Is tongxin worker running? Look at its log.",
                "%(name)s has not read %(count)d entries of the journal. Is tongxin worker running? Look at its log.",
                lag.entries,
            )
            % {"name": lag.follower, "count": lag.entries}
        )
    if not late:
        yield ok(_("Figures and notices are up to date with the journal."))
