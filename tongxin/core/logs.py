"""Lines of the program's own log: one event a line, in UTC, and nothing in it that opens anything.

The journal says who did what; the log says where the program had trouble and whom it turned away. Addresses of pages
may hold a mark that opens something, so a request is named by its route, and its sender only where he was turned away.
"""

import logging
from datetime import UTC, datetime

from tongxin.core.policy import EVERYONE, NOBODY, mark_of

TURNED_AWAY = (401, 403, 404)
NO_SUCH_PAGE = "an address that does not exist"


class OneLine(logging.Formatter):
    """A line begins with its time; whatever else comes from outside or from a traceback is set behind a bar."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002
        """Return the moment in UTC, as RFC 3339 writes it."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def format(self, record: logging.LogRecord) -> str:
        """Return the event; no part of it can pass for another event."""
        lines = [_visible(line) for line in super().format(record).splitlines()]
        return "\n  | ".join(lines)


class ByRoute(logging.Filter):
    """Names a refused or broken request by its route; and the sender where one without the right was turned away.

    What is open to everyone names nobody: who speaks without a name leaves no trace in the log either.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Word the record anew; every record goes on."""
        request = getattr(record, "request", None)
        if request is None:
            return True
        match = getattr(request, "resolver_match", None)
        status = getattr(record, "status_code", 0)
        route = match.view_name or match.route if match else NO_SUCH_PAGE
        words = [str(status), request.method or "", route]
        is_open = match is None or mark_of(match.func) == EVERYONE
        if status in TURNED_AWAY and not is_open:
            words.append(getattr(request, "actor", NOBODY).label)
        record.msg, record.args = " ".join(words), ()
        return True


def _visible(line: str) -> str:
    """Return a line in which signs that steer a terminal are written out."""
    return "".join(
        sign if sign.isprintable() or sign == "\t" else sign.encode("unicode_escape").decode() for sign in line
    )
