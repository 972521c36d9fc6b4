"""What the product's processes ask of their disk, recorded by strace: writes, truncations, syncs, new names, ends.

A kernel module or a shim in C could do the same; strace is a package of every distribution and needs neither.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = "pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat"
WRITE, SIZE, SYNC, NAME, END = "write", "size", "sync", "name", "end"
LINE = re.compile(r"^\d+ +(?P<at>\d+\.\d+) (?P<text>.*)$")
RESUMED = re.compile(r"^<\.\.\. (?P<call>\w+) resumed>(?P<rest>.*)$")
CALL = re.compile(r"^(?P<call>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
FILE = re.compile(r"^\d+<(?P<path>(?:\\x[0-9a-f]{2})+)>")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True)
class Event:
    """One thing that was done to one file. ``at``: when it began, by the wall clock."""

    at: float
    what: str
    path: str
    offset: int = -1  # -1: at the end
    data: bytes = b""
    other: str = ""


def can_record() -> bool:
    """Return whether there is a strace."""
    return shutil.which("strace") is not None


def recorder(file: Path) -> list[str]:
    """Return what to put before a command, so that what it and its children do is recorded; it stays their parent."""
    return ["strace", "-D", "-f", "--seccomp-bpf", "-q", "-ttt", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS}",
            "-e", "signal=none", "-o", str(file)]  # fmt: skip


def events(file: Path, home: Path) -> Iterator[Event]:
    """Return what was done to the files below a folder, in the order in which it was done."""
    begun: dict[str, tuple[float, str]] = {}
    with file.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            found = LINE.match(line)
            if found is None:
                continue
            process, at, text = line.split(" ", 1)[0], float(found["at"]), found["text"]
            if text.endswith("<unfinished ...>"):
                begun[process] = at, text.removesuffix("<unfinished ...>")
                continue
            resumed = RESUMED.match(text)
            if resumed:
                at, start = begun.pop(process, (at, ""))
                text = start.rstrip() + resumed["rest"]
            event = _event(at, text, str(home))
            if event is not None:
                yield event


def _event(at: float, text: str, home: str) -> Event | None:
    call = CALL.match(text)
    if call is None or int(call["result"]) < 0:
        return None
    name, arguments = call["call"], call["arguments"]
    if name.startswith(("rename", "unlink")):
        return _named(at, name, arguments, home)
    file = FILE.match(arguments)
    path = _bytes(file["path"]).decode(errors="replace") if file else ""
    if not path.startswith(home):
        return None
    if name in ("fsync", "fdatasync"):
        return Event(at, SYNC, path)
    if name == "ftruncate":
        return Event(at, SIZE, path, int(arguments.rsplit(",", 1)[1]))
    data = _bytes(TEXT.search(arguments)[1])[: int(call["result"])]
    return Event(at, WRITE, path, int(arguments.rsplit(",", 1)[1]) if name == "pwrite64" else -1, data)


def _named(at: float, name: str, arguments: str, home: str) -> Event | None:
    paths = [_bytes(text).decode() for text in TEXT.findall(arguments)]
    if not all(path.startswith(home) for path in paths):
        return None
    return Event(at, NAME, paths[0], other=paths[1]) if name.startswith("rename") else Event(at, END, paths[0])


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
