"""Reads a spreadsheet file in a child process, so that no file can take the server down."""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from tongxin.sheets.errors import UnreadableError
from tongxin.sheets.guards import RefusedFileError, kind_of
from tongxin.sheets.rules.book import Book, Row, Sheet

PACKAGE_ROOT = Path(__file__).resolve().parents[2]
VALUE_TYPES = {"date", "datetime", "time", "timedelta"}


def read(path: str | os.PathLike[str]) -> Book:
    """Return all sheets of an .xlsx, .xls, .csv or HTML-table file; what it is, its content says and not its name.

    Raises UnreadableError, with one plain sentence, for every file that cannot be read.
    """
    file = Path(path).resolve()
    look_at(file)
    command = [sys.executable, "-P", "-m", "tongxin.sheets.child", str(file)]
    # Nothing of the server's environment, which may hold secrets, reaches the process that opens foreign files.
    environment = {"PYTHONPATH": str(PACKAGE_ROOT), "PYTHONUTF8": "1"}
    with subprocess.Popen(  # noqa: S603 - a fixed command; the path is one argument, no shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as child:
        if child.stdout is None:
            raise UnreadableError("damaged")
        try:
            return receive(child.stdout)
        finally:
            child.kill()


def look_at(path: Path) -> None:
    """Look at a file without opening it. Raises UnreadableError for what is plainly no spreadsheet, or is dangerous."""
    try:
        kind_of(path)
    except RefusedFileError as refusal:
        raise UnreadableError(refusal.code) from refusal


def receive(stream: IO[bytes]) -> Book:
    """Put the book together from what the child says, accepting nothing but values.

    Raises UnreadableError when the child refuses the file, was ended by its limits, or says something else than values.
    """
    sheets: list[Sheet] = []
    while True:
        try:
            kind, content = _ValuesOnly(stream).load()
        except (EOFError, pickle.UnpicklingError) as error:
            raise UnreadableError("too_large") from error
        if kind == "end":
            return Book(sheets)
        if kind == "refused":
            raise UnreadableError(content)
        if kind == "sheet":
            sheets.append(Sheet(content, []))
        else:
            sheets[-1].rows.extend(Row(number, cells) for number, cells in content)


class _ValuesOnly(pickle.Unpickler):
    """Accepts values and dates, nothing that could run: the child has handled a foreign file and is not trusted."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in VALUE_TYPES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")
