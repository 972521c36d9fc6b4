"""Takes in the whole of what a device sends before one of the few working threads is given to it (decision 28).

The web server gives a thread to each request as soon as its head is there, and what follows is read in that thread. So
there are many such threads, which mostly wait, and few in which pages are made: a slow line holds one of the first.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

MEGABYTE = 1024 * 1024
# As in deploy/nginx.conf, with the same page: below it the product says in its own words what is too large.
WALL = 65 * MEGABYTE
IN_MEMORY, PIECE = MEGABYTE, 64 * 1024
TOO_LARGE = Path(__file__).resolve().parents[2] / "deploy" / "pages" / "too-large.html"

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]


class Reception:
    """An application that is asked by many threads at once and works in ``places`` of its own."""

    def __init__(self, application: Application, places: int) -> None:
        self.application = application
        self.places = ThreadPoolExecutor(places, thread_name_prefix="place")

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Take in what is sent, wait for a place, and answer."""
        length = announced(environ)
        if not length:
            return self.places.submit(self._answer, environ, start).result()
        if length > WALL:
            return refuse(start, "413 Content Too Large", TOO_LARGE.read_bytes())
        with SpooledTemporaryFile(IN_MEMORY) as body:
            if take_in(environ["wsgi.input"], body, length) < length:
                return refuse(start, "400 Bad Request", b"")  # nobody is there any more: half a form is none
            body.seek(0)
            return self.places.submit(self._answer, {**environ, "wsgi.input": body}, start).result()

    def _answer(self, environ: Environ, start: Start) -> Iterable[bytes]:
        answer = self.application(environ, start)
        if getattr(answer, "streaming", True):
            return answer
        # Whole already: what ends with the answer, such as the use of a connection, ends in the thread that began it.
        try:
            return list(answer)
        finally:
            answer.close()  # type: ignore[attr-defined]


def announced(environ: Environ) -> int:
    """Return how many bytes the head says will follow; 0 where it says nothing that is a number."""
    said = environ.get("CONTENT_LENGTH") or ""
    return int(said) if said.isascii() and said.isdigit() else 0


def take_in(sent: IO[bytes], body: IO[bytes], length: int) -> int:
    """Copy what is sent. Returns how many bytes came."""
    came = 0
    while came < length and (piece := sent.read(min(PIECE, length - came))):
        body.write(piece)
        came += len(piece)
    return came


def refuse(start: Start, status: str, page: bytes) -> list[bytes]:
    """Answer without asking the product, and let the connection end."""
    start(
        status, [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store"), ("Connection", "close")]
    )
    return [page]
