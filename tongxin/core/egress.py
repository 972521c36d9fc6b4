"""The one guard of what leaves for an address that somebody typed in: listed hosts, a checked address, no redirect.

A name is looked up once, and what was checked is what is spoken to (a name server cannot answer otherwise the second
time). No proxy is asked, whatever the environment says.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings

from tongxin.core.reachable import allowed_of

LONGEST = 64 * 1024
REDIRECTS = range(300, 400)
PORTS = {"https": 443, "http": 80}
IN_A_PATH = "/%:@!$&'()*+,;=~-._?"
AGENT = "Tongxin"


class Barred(StrEnum):
    """Why nothing was sent, or nothing came back. No address and no word of a server stands in it."""

    NOT_LISTED = "not_listed"
    PRIVATE = "private"
    NO_TLS = "no_tls"
    UNTRUSTED = "untrusted"
    DOWN = "down"
    SLOW = "slow"
    REDIRECT = "redirect"


class BarredError(Exception):
    """A request that was not made, or that nobody knows the end of."""

    def __init__(self, why: Barred) -> None:
        self.why = why
        super().__init__(why.value)


@dataclass(frozen=True)
class Target:
    """A checked address: where to connect, and under which name."""

    parts: SplitResult
    host: str
    port: int
    address: str

    @property
    def path(self) -> str:
        """Return what is asked for."""
        query = f"?{self.parts.query}" if self.parts.query else ""
        return quote((self.parts.path or "/") + query, safe=IN_A_PATH)


@dataclass(frozen=True)
class Answer:
    """What came back: at most LONGEST bytes of it."""

    status: int
    content: bytes


def checked(url: str) -> Target:
    """Return where a listed address leads. Raises BarredError for one that may not be spoken to.

    https only; plain http only to an address in a network that the installation lists as its own. Every address that
    the name stands for must be admitted: otherwise who answers for the name could choose.
    """
    allowed = allowed_of(settings.EGRESS)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise BarredError(Barred.NOT_LISTED) from error
    if parts.scheme not in PORTS or parts.username is not None or not allowed.names(host):
        raise BarredError(Barred.NOT_LISTED)
    addresses = look_up(host, port)
    if not all(allowed.admits(address) for address in addresses):
        raise BarredError(Barred.PRIVATE)
    if parts.scheme == "http" and not all(allowed.is_own(address) for address in addresses):
        raise BarredError(Barred.NO_TLS)
    return Target(parts, host, port, addresses[0])


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a name, at least one. Raises BarredError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise BarredError(Barred.DOWN) from error
    if not found:
        raise BarredError(Barred.DOWN)
    return [str(entry[4][0]) for entry in found]


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post once and return what came back, whatever its status but a redirect. Raises BarredError.

    All of it takes at most EGRESS_TIMEOUT seconds (the look-up aside), also where the other side drips.
    """
    connection = _Pinned(checked(url))
    try:
        with _ending(connection) as clock:
            connection.request("POST", connection.path, body, {"User-Agent": AGENT, **headers})
            answer = connection.getresponse()
            content = answer.read(LONGEST)
    except ssl.SSLError as error:
        raise BarredError(Barred.SLOW if clock.is_set() else Barred.UNTRUSTED) from error
    except TimeoutError as error:
        raise BarredError(Barred.SLOW) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise BarredError(Barred.SLOW if clock.is_set() else Barred.DOWN) from error
    finally:
        connection.close()
    if clock.is_set():
        raise BarredError(Barred.SLOW)
    if answer.status in REDIRECTS:
        raise BarredError(Barred.REDIRECT)
    return Answer(answer.status, content)


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked, under the name that was listed."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=settings.EGRESS_TIMEOUT)
        self.default_port = PORTS[target.parts.scheme]  # so that the Host header names a port only where it is unusual
        self.path = target.path
        self._target = target

    def connect(self) -> None:
        """Connect without asking for the name again."""
        self.sock = socket.create_connection((self._target.address, self._target.port), self.timeout)
        if self._target.parts.scheme == "https":
            name = self._target.host
            self.sock = _trust().wrap_socket(self.sock, server_hostname=name, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def cut(self) -> None:
        """Break the line: whoever reads from it finds its end. Past the TLS layer, which another thread is using."""
        if self.sock is not None:
            try:
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
            except OSError:
                return


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.EGRESS_CA:
        context.load_verify_locations(settings.EGRESS_CA)
    return context


@contextmanager
def _ending(connection: _Pinned) -> Iterator[threading.Event]:
    """Cut the connection when its time is over; the event tells that it was."""
    over = threading.Event()

    def end() -> None:
        over.set()
        connection.cut()

    timer = threading.Timer(settings.EGRESS_TIMEOUT, end)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
