"""What the clients know: written before something is sent, and after it was acknowledged."""

import json
import threading
import time
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

SENT, OK, UNANSWERED, REFUSED = "sent", "acknowledged", "unanswered", "refused"


@dataclass(frozen=True)
class Line:
    """One thing that happened to one submission, named by its ``mark``."""

    mark: str
    kind: str
    what: str  # sent, acknowledged, unanswered, refused
    began: float
    at: float
    note: str = ""


class Ledger:
    """A file to which every client appends; nothing in it is ever changed."""

    def __init__(self, file: Path) -> None:
        self.file, self.lines = file, []
        self._acknowledged: list[Line] = []
        self._lock = threading.Lock()
        self._out = file.open("a", encoding="utf-8")

    def write(self, mark: str, kind: str, what: str, *, began: float = 0.0, note: str = "") -> None:
        """Append a line; it has left the process when this returns."""
        with self._lock:
            line = Line(mark, kind, what, began, time.monotonic(), note)
            self.lines.append(line)
            if what == OK:
                self._acknowledged.append(line)
            self._out.write(json.dumps(line.__dict__) + "\n")
            self._out.flush()

    def acknowledged(self) -> int:
        """Return how many submissions were acknowledged."""
        return len(self._acknowledged)

    def answered_since(self, moment: float) -> float | None:
        """Return how long after a moment the first request that began after it was acknowledged."""
        with self._lock:
            since = takewhile(lambda line: line.at >= moment, reversed(self._acknowledged))
            return min((line.at - moment for line in since if line.began >= moment), default=None)


def read(file: Path) -> list[Line]:
    """Return the lines of a ledger."""
    return [Line(**json.loads(text)) for text in file.read_text(encoding="utf-8").splitlines()]
