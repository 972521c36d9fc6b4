"""Builds the files that the tests read: ordinary ones, old ones and hostile ones."""

import struct
from pathlib import Path

import openpyxl

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512


def workbook(path: Path, *sheets: list[list[object]], merged: tuple[str, ...] = ()) -> Path:
    """Write an .xlsx file with openpyxl, cell by cell, as a person would keep it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    return path


def compound(path: Path, stream: str, content: bytes) -> Path:
    """Write a compound file (the container of .xls and of encrypted .xlsx) with one stream in it."""
    content = content.ljust(max(4096, -(-len(content) // SECTOR) * SECTOR), b"\x00")
    sectors = len(content) // SECTOR
    chain = [*range(1, sectors), END, END, FAT]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, sectors, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", sectors + 1, *[FREE] * 108)
    directory = _entry("Root Entry", 5, child=1, start=END, size=0) + _entry(stream, 2, FREE, 0, len(content))
    path.write_bytes(header + content + directory.ljust(SECTOR, b"\x00") + fat)
    return path


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\x00\x00"
    fixed = struct.pack("<HBBIII", len(encoded), kind, 1, FREE, FREE, child)
    return encoded.ljust(64, b"\x00") + fixed + bytes(36) + struct.pack("<IQ", start, size)


def old_excel(path: Path, rows: list[list[str | float]]) -> Path:
    """Write a real .xls file (BIFF8) of one sheet."""
    globals_ = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + _record(0x42, struct.pack("<H", 1200))
    bound = b"\x06\x00Roster"
    offset = len(globals_) + 4 + 6 + len(bound) + 4  # behind the two records to come
    globals_ += _record(0x85, struct.pack("<IBB", offset, 0, 0) + bound) + _record(0x0A, b"")
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                sheet += _record(0x204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
            else:
                sheet += _record(0x203, place + struct.pack("<d", cell))
    return compound(path, "Workbook", globals_ + sheet + _record(0x0A, b""))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
