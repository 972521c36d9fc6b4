"""The disk after the power went: what was synced is there, of the rest any part, in any order, torn in the midst.

A file's content is certain when it was synced; a write after that is kept, lost, or kept in some of its sectors. A new
or removed name is certain when the file or its folder was synced, else the dice decide.
"""

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.recording import END, NAME, SIZE, SYNC, WRITE, Event

SECTOR = 512
KEPT, LOST, TORN = "kept", "lost", "torn"


@dataclass
class Stored:
    """One file: what is certain of it, and what was done since."""

    certain: bytearray = field(default_factory=bytearray)
    since: list[Event] = field(default_factory=list)
    is_named: bool = False  # its name is certain
    length: int = 0  # as the running system sees it

    def sync(self) -> None:
        """Make everything certain."""
        for event in self.since:
            apply(self.certain, event)
        self.since, self.is_named = [], True


class Disk:
    """The files below a folder, as they are and as the power would leave them. ``honest``: it obeys a sync."""

    def __init__(self, start: Path, home: Path, *, honest: bool = True) -> None:
        self.home, self.honest = home, honest
        self.files: dict[Path, Stored] = {}
        for file in start.rglob("*"):
            if file.is_file():
                content = bytearray(file.read_bytes())
                self.files[file.relative_to(start)] = Stored(content, [], is_named=True, length=len(content))

    def take(self, event: Event) -> None:
        """Let one thing happen."""
        path = Path(event.path)
        if path == self.home or not path.is_relative_to(self.home):
            return
        name = path.relative_to(self.home)
        if event.what == NAME:
            self.files[Path(event.other).relative_to(self.home)] = self.files.pop(name, Stored())
        elif event.what == END:
            self.files.pop(name, None)
        elif event.what == SYNC:
            if self.honest and name in self.files:
                self.files[name].sync()
        else:
            stored = self.files.setdefault(name, Stored())
            offset = stored.length if event.offset < 0 else event.offset
            stored.since.append(Event(event.at, event.what, event.path, offset, event.data))
            stored.length = offset if event.what == SIZE else max(stored.length, offset + len(event.data))

    def cut(self, folder: Path, dice: random.Random) -> None:
        """Write down what the power leaves when it goes now."""
        for name, stored in self.files.items():
            if not stored.is_named and dice.random() < 1 / 3:
                continue
            content = bytearray(stored.certain)
            for event in stored.since:
                fate = dice.choice((KEPT, LOST, TORN))
                if fate == KEPT or (fate == TORN and event.what == SIZE):
                    apply(content, event)
                elif fate == TORN:
                    for part in sectors(event):
                        if dice.random() < 1 / 2:
                            apply(content, part)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


def apply(content: bytearray, event: Event) -> None:
    """Do to a content what was done to the file; what lies between its end and a write beyond it is empty."""
    if event.what == SIZE:
        del content[event.offset :]
        content.extend(bytes(event.offset - len(content)))
    elif event.what == WRITE:
        content.extend(bytes(max(0, event.offset - len(content))))
        content[event.offset : event.offset + len(event.data)] = event.data


def sectors(event: Event) -> list[Event]:
    """Return a write as the writes of its sectors."""
    found, at = [], event.offset
    end = event.offset + len(event.data)
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        data = event.data[at - event.offset : until - event.offset]
        found.append(Event(event.at, WRITE, event.path, at, data))
        at = until
    return found
