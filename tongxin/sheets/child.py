"""The child process that parses one file under limits and writes its rows to standard output.

Started by ``reading.py`` as ``python -m tongxin.sheets.child FILE``. A file made to exhaust memory or time ends this
process and nothing else. Runs without Django. Speaks in pickled pairs: ("sheet", name), ("rows", rows), ("refused",
code), ("end", None).
"""

import pickle
import resource
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import python_calamine

from tongxin.sheets.guards import RefusedFileError, kind_of
from tongxin.sheets.rules.book import Cell
from tongxin.sheets.text_files import delimited_rows, html_tables

MAX_MEMORY = 1536 * 1024 * 1024
MAX_CPU_SECONDS = 60
MAX_WALL_SECONDS = 120
MAX_SENT = 256 * 1024 * 1024
ROWS_A_MESSAGE = 2000

Rows = Iterable[Sequence[Cell]]


def main(path: Path) -> None:
    """Parse the file and send what it holds, or the code of the reason why not."""
    _limit()
    outlet = _Outlet()
    try:
        for name, rows in sheets_of(path):
            outlet.send("sheet", name)
            for batch in _batches(rows):
                outlet.send("rows", batch)
    except RefusedFileError as refusal:
        outlet.send("refused", refusal.code)
    except python_calamine.PasswordError:
        outlet.send("refused", "protected")
    except (python_calamine.CalamineError, ValueError, OSError):
        outlet.send("refused", "damaged")
    except (MemoryError, RecursionError):
        outlet.send("refused", "too_large")
    outlet.send("end", None)


def sheets_of(path: Path) -> Iterator[tuple[str, Rows]]:
    """Yield each sheet's name and its rows from row 1 on."""
    kind = kind_of(path)
    if kind == "text":
        yield path.stem, delimited_rows(path)
    elif kind == "html":
        yield from ((str(number), table) for number, table in enumerate(html_tables(path), start=1))
    else:
        with path.open("rb") as file:
            book = python_calamine.CalamineWorkbook.from_filelike(file)
        for name in book.sheet_names:
            yield name, book.get_sheet_by_name(name).iter_rows()


def _batches(rows: Rows) -> Iterator[list[tuple[int, list[Cell]]]]:
    batch: list[tuple[int, list[Cell]]] = []
    for number, cells in enumerate(rows, start=1):
        kept = _trimmed(cells)
        if kept:
            batch.append((number, kept))
        if len(batch) == ROWS_A_MESSAGE:
            yield batch
            batch = []
    yield batch


def _trimmed(cells: Sequence[Cell]) -> list[Cell]:
    kept = [None if cell == "" or (isinstance(cell, str) and cell.isspace()) else cell for cell in cells]
    while kept and kept[-1] is None:
        kept.pop()
    return kept


class _Outlet:
    """Standard output, with an end to what may be sent, so that the parent's memory is bounded too."""

    def __init__(self) -> None:
        self._left = MAX_SENT

    def send(self, kind: str, content: Any) -> None:
        message = pickle.dumps((kind, content), protocol=pickle.HIGHEST_PROTOCOL)
        self._left -= len(message)
        if kind == "rows" and self._left < 0:
            raise RefusedFileError("too_large")
        sys.stdout.buffer.write(message)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.alarm(MAX_WALL_SECONDS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
