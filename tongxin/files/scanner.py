"""Asks a scanner for harmful software about a file, where one is named: ClamAV's clamd, on this machine."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from tongxin.files.rules.refusal import RefusedError

SECONDS = 30
PIECE = 64 * 1024
CLEAN, FOUND = "OK", "FOUND"
logger = logging.getLogger(__name__)


class ScannerAwayError(Exception):
    """The scanner does not answer, or not so that anybody could rely on it."""


def is_named() -> bool:
    """Return whether a scanner is named; without one nothing is asked."""
    return bool(settings.SCANNER)


def scan(data: bytes) -> None:
    """Let the scanner read the bytes as they were sent. Raises RefusedError for what it finds, or where it is away.

    What could not be scanned is not taken in: its sender is told, and what he wrote is kept for him.
    """
    if not is_named():
        return
    try:
        answer = _ask(b"zINSTREAM\0", _pieces(data))
    except (OSError, ScannerAwayError) as error:
        logger.error("the scanner did not answer: %s", error)
        raise RefusedError("not_scanned") from error
    what, _space, verdict = answer.removeprefix("stream: ").rpartition(" ")
    if verdict == FOUND:
        logger.warning("a file was refused by the scanner: %s", what)
        raise RefusedError("harmful")
    if verdict != CLEAN:
        logger.error("the scanner answered: %s", answer)
        raise RefusedError("not_scanned")


def answers() -> str:
    """Return the version of the scanner. Raises ScannerAwayError."""
    try:
        return _ask(b"zVERSION\0", ())
    except OSError as error:
        raise ScannerAwayError(str(error)) from error


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), PIECE):
        piece = data[start : start + PIECE]
        yield len(piece).to_bytes(4, "big") + piece
    yield bytes(4)


def _ask(command: bytes, pieces: Iterator[bytes] | tuple[()]) -> str:
    with _line() as line:
        line.sendall(command)
        for piece in pieces:
            line.sendall(piece)
        said = b""
        while not said.endswith(b"\0"):
            part = line.recv(4096)
            if not part:
                raise ScannerAwayError("it hung up")
            said += part
    return said.rstrip(b"\0").decode(errors="replace").strip()


@contextmanager
def _line() -> Iterator[socket.socket]:
    if settings.SCANNER.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        address: object = settings.SCANNER
    else:
        line = socket.socket()
        host, _colon, port = settings.SCANNER.rpartition(":")
        address = (host, int(port))
    with line:
        line.settimeout(SECONDS)
        line.connect(address)  # type: ignore[arg-type]
        yield line
