"""Slow phones: forty that trickle bodies, read slowly or never finish a handshake, beside people on good lines."""

import http.client
import socket
import ssl
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from benchmarks.figures import Figure
from benchmarks.serving import HOST, all_at_once, free_port, running
from tongxin.config.static_files import collect_if_changed
from tongxin.config.tls.certificates import authority, ensure_certificates

PHONES, PEOPLE, SECONDS, ROUNDS = 40, 4, 12.0, 3
OK, TRICKLE, MOST = 200, 0.5, 2.0
START = (
    "from pathlib import Path; from tongxin.config.web_server import serve_web; "
    "from tongxin.config.tls.certificates import server_pair; serve_web({host!r}, {port}, server_pair(Path({home!r})))"
)
HEAD = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"


def slow() -> list[Figure]:
    """Ask pages by https while nobody else is there, then beside forty slow phones of each kind, in turns."""
    home, port, found = Path(settings.HOME), free_port(), []
    collect_if_changed()
    ensure_certificates(home, ["localhost"])
    trust = ssl.create_default_context(cafile=authority(home).certificate)
    with running(START.format(host=HOST, port=port, home=str(home))):
        _wait_for(port)
        people = [Visitor(port, trust) for _ in range(PEOPLE)]
        all_at_once(people, Visitor.page, 3.0, OK)
        for kind, behave in {"bodies": trickle_body, "readers": read_slowly, "handshakes": half_handshake}.items():
            quiet, beside = [], []
            for _ in range(ROUNDS):
                quiet += all_at_once(people, Visitor.page, SECONDS / ROUNDS, OK).seconds
                with crowd(port, trust, behave):
                    beside += all_at_once(people, Visitor.page, SECONDS / ROUNDS, OK).seconds
            found += _figures(kind, quiet, beside)
    return found


class Visitor:
    """Somebody on a good line who asks the sign-in page again and again; an answer that does not come is a fault."""

    def __init__(self, port: int, trust: ssl.SSLContext) -> None:
        self.link = http.client.HTTPSConnection("localhost", port, timeout=15, context=trust)

    def page(self) -> int:
        """Ask the page. Returns its status; 0 where none came within 15 seconds."""
        try:
            self.link.request("GET", "/sign-in")
            answer = self.link.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self.link.close()
            return 0
        return answer.status


@contextmanager
def crowd(port: int, trust: ssl.SSLContext, behave) -> Iterator[None]:
    """Let the slow phones come, and leave at the end."""
    stop = threading.Event()
    phones = [threading.Thread(target=_stay, args=(port, trust, behave, stop)) for _ in range(PHONES)]
    for phone in phones:
        phone.start()
    time.sleep(1.0)
    try:
        yield
    finally:
        stop.set()
        for phone in phones:
            phone.join()


def _stay(port: int, trust: ssl.SSLContext, behave, stop: threading.Event) -> None:
    """Come again whenever the server hangs up."""
    while not stop.is_set():
        try:
            with socket.socket() as link:
                link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                link.settimeout(5)
                link.connect((HOST, port))
                behave(link, trust, stop)
        except OSError:
            stop.wait(TRICKLE)


def trickle_body(link: socket.socket, trust: ssl.SSLContext, stop: threading.Event) -> None:
    """Send a form of a thousand bytes, two a second."""
    with trust.wrap_socket(link, server_hostname="localhost") as phone:
        phone.sendall(f"{HEAD}Content-Length: 1000\r\n\r\n".encode())
        while not stop.wait(TRICKLE):
            phone.sendall(b"x")


def read_slowly(link: socket.socket, trust: ssl.SSLContext, stop: threading.Event) -> None:
    """Ask for a hundred pages at once and read them at 128 bytes a second."""
    with trust.wrap_socket(link, server_hostname="localhost") as phone:
        phone.sendall(b"GET /static/ui/base.css HTTP/1.1\r\nHost: localhost\r\n\r\n" * 100)
        while not stop.wait(TRICKLE):
            phone.recv(64)


def half_handshake(link: socket.socket, _trust: ssl.SSLContext, stop: threading.Event) -> None:
    """Begin a handshake and send a byte of it now and then."""
    link.sendall(b"\x16\x03\x01\x02\x00")
    while not stop.wait(TRICKLE):
        link.sendall(b"\x01")


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


def _figures(kind: str, quiet: list[float], beside: list[float]) -> list[Figure]:
    alone, crowded = p99(quiet), p99(beside)
    return [
        Figure(f"a page by https, quiet, p99 (before slow {kind})", alone, "ms", None, f"{len(quiet)} pages"),
        Figure(f"the same beside {PHONES} slow {kind}, p99", crowded, "ms", None, f"{len(beside)} pages"),
        Figure(f"slow {kind}: beside / quiet", round(crowded / alone, 2), "x", MOST),
    ]


def p99(seconds: list[float]) -> float:
    """Return the 99th percentile in milliseconds."""
    return round(statistics.quantiles(seconds, n=100, method="inclusive")[-1] * 1000, 1)
