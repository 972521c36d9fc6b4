"""Reads the rows of text files: comma, semicolon or tab separated, or an HTML table that calls itself a spreadsheet.

Runs without Django, in the child process that parses files.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from itertools import islice
from pathlib import Path

from tongxin.sheets.guards import RefusedFileError
from tongxin.sheets.rules.book import Cell

DELIMITERS = ",\t;"
SAMPLE_ROWS = 30
MAX_FIELD = 1024 * 1024
MAX_SPAN = 100


def decode(data: bytes) -> str:
    """Return the text of a file by its byte order mark, else as UTF-8, else as GB18030, which Excel writes in China.

    Raises RefusedFileError when it is neither, or holds control characters, which no table does.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data[1:200:2].count(0) > len(data[1:200:2]) // 2:
        encodings = ["utf-16-le"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(control in text for control in map(chr, (*range(9), *range(14, 28)))):
            raise RefusedFileError("not_a_sheet")
        return text
    raise RefusedFileError("encoding")


def delimited_rows(path: Path) -> Iterator[list[Cell]]:
    """Yield the rows of a delimited text file, blank ones included, so that counting them gives Excel's row number."""
    text = decode(path.read_bytes())
    csv.field_size_limit(MAX_FIELD)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text))
    except csv.Error as error:
        raise RefusedFileError("damaged") from error


def delimiter_of(text: str) -> str:
    """Return the delimiter with which most of the first rows have one and the same number of columns."""

    def fit(delimiter: str) -> int:
        sample = islice(csv.reader(StringIO(text, newline=""), delimiter=delimiter), SAMPLE_ROWS)
        widths = Counter(len(row) for row in sample if len(row) > 1)
        return max((width * times for width, times in widths.items()), default=0)

    return max(DELIMITERS, key=fit)


def html_tables(path: Path) -> list[list[list[Cell]]]:
    """Return the tables of an HTML file, each as its rows. Raises RefusedFileError when there is none."""
    reader = _TableReader()
    reader.feed(decode(path.read_bytes()))
    reader.close()
    tables = [table for table in reader.tables if table]
    if not tables:
        raise RefusedFileError("not_a_sheet")
    return tables


class _TableReader(HTMLParser):
    """Collects cell texts. A cell that spans columns or rows leaves the places it covers empty, as Excel does."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[Cell]]] = []
        self._covered: Counter[int] = Counter()
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._finish_cell()
            self.tables.append([])
            self._covered.clear()
        elif tag == "tr" and self.tables:
            self._finish_cell()
            self.tables[-1].append([])
            self._skip_covered()
        elif tag in {"td", "th"} and self.tables and self.tables[-1]:
            self._finish_cell()
            self._cell = []
            given = dict(attrs)
            self._spans = _span(given.get("colspan")), _span(given.get("rowspan"))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._finish_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _finish_cell(self) -> None:
        if self._cell is None:
            return
        row = self.tables[-1][-1]
        columns, rows = self._spans
        for column in range(len(row), len(row) + columns):
            self._covered[column] += rows - 1
        row += ["".join(self._cell).strip(), *[None] * (columns - 1)]
        self._cell = None
        self._skip_covered()

    def _skip_covered(self) -> None:
        row = self.tables[-1][-1]
        while self._covered[len(row)] > 0:
            self._covered[len(row)] -= 1
            row.append(None)


def _span(given: str | None) -> int:
    return min(max(int(given), 1), MAX_SPAN) if given and given.isdigit() else 1
