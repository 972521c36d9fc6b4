"""Looks at a file before anything opens it: what it is by its content, and whether it is made to hurt.

Runs without Django, because the child process that parses files starts without it.
"""

import zipfile
from pathlib import Path

import olefile

MEGABYTE = 1024 * 1024
MAX_FILE = 100 * MEGABYTE
MAX_UNPACKED = 400 * MEGABYTE
MAX_ENTRIES = 5000
MAX_RATIO = 200
RATIO_COUNTS_FROM = MEGABYTE
SHEET_ENTRIES = ("xl/workbook.", "content.xml")

ZIP_MAGIC = b"PK\x03\x04"
OTHER_MAGICS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK")


class RefusedFileError(Exception):
    """The file is not opened. ``code`` says why; the sentences are in ``errors.py``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def kind_of(path: Path) -> str:
    """Say by its content, never by its name, what a file is: ``workbook``, ``html`` or ``text``.

    Raises RefusedFileError for a missing, empty, protected, oversized or dangerous file and for what is no spreadsheet.
    """
    if not path.is_file():
        raise RefusedFileError("missing")
    size = path.stat().st_size
    if size == 0:
        raise RefusedFileError("empty")
    if size > MAX_FILE:
        raise RefusedFileError("too_large")
    with path.open("rb") as file:
        head = file.read(1024)
    if head.startswith(ZIP_MAGIC):
        check_zip(path, size)
        return "workbook"
    if head.startswith(olefile.MAGIC):
        check_compound(path)
        return "workbook"
    if head.startswith(OTHER_MAGICS):
        raise RefusedFileError("not_a_sheet")
    return "html" if _opens_as_html(head) else "text"


def check_zip(path: Path, size: int) -> None:
    """Refuse a zip that unpacks to too much, lies about its sizes, or holds no workbook. Reads the directory only."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise RefusedFileError("damaged") from error
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RefusedFileError("protected")
    if _is_bomb(entries, size):
        raise RefusedFileError("bomb")
    if not any(entry.filename.startswith(SHEET_ENTRIES) for entry in entries):
        raise RefusedFileError("not_a_sheet")


def _is_bomb(entries: list[zipfile.ZipInfo], size: int) -> bool:
    # Entries that share their bytes add up to more than the file: Python 3.11's zipfile does not notice by itself.
    overlapping = sum(entry.compress_size for entry in entries) > size
    too_much = len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED
    return overlapping or too_much or any(_is_stuffed(entry) for entry in entries)


def _is_stuffed(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def check_compound(path: Path) -> None:
    """Refuse a compound file (the old .xls container) that is encrypted or holds no workbook."""
    try:
        with olefile.OleFileIO(str(path)) as container:
            names = {entry[0].casefold() for entry in container.listdir()}
    except (OSError, ValueError, IndexError) as error:
        raise RefusedFileError("damaged") from error
    if "encryptedpackage" in names:
        raise RefusedFileError("protected")
    if not names & {"workbook", "book"}:
        raise RefusedFileError("not_a_sheet")


def _opens_as_html(head: bytes) -> bool:
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"<div"))
