"""Word, Excel and PowerPoint files: zips, looked at before they are opened and packed anew without properties."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from tongxin.files.rules.kinds import OFFICE, Kind
from tongxin.files.rules.refusal import RefusedError

MEGABYTE = 1024 * 1024
MAX_UNPACKED = 100 * MEGABYTE
MAX_ENTRIES = 5000
MAX_RATIO = 200
RATIO_COUNTS_FROM = MEGABYTE
CONTENT_TYPES = "[Content_Types].xml"
MACROS = ("vbaproject.bin", "vbadata.xml")
FAST = 1
NO_DATE = (1980, 1, 1, 0, 0, 0)

PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006"
# Author, last editor, company, template and what else a company's software writes there.
BLANK = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{PACKAGE}/core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{DOCUMENT}/extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{DOCUMENT}/custom-properties"/>',
}
DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, EOFError, RuntimeError)


def clean_office(data: bytes) -> tuple[Kind, bytes]:
    """Return what the zip is and its content packed anew, without document properties and anything beside it.

    Raises RefusedError ``damaged``, ``protected``, ``bomb``, ``macros``, or ``unknown`` for a zip of another sort.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.infolist(), len(data))
            kind = _kind(archive)
            return kind, _packed(archive)
    except DAMAGE as error:
        raise RefusedError("damaged") from error


def _check(entries: list[zipfile.ZipInfo], size: int) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise RefusedError("protected")
    if _is_bomb(entries, size):
        raise RefusedError("bomb")
    if len(names) != len(set(names)) or any(_leaves(name) for name in names):
        raise RefusedError("damaged")


def _is_bomb(entries: list[zipfile.ZipInfo], size: int) -> bool:
    # Entries that share their bytes add up to more than the file: Python 3.11's zipfile does not notice by itself.
    is_overlapping = sum(entry.compress_size for entry in entries) > size
    is_too_much = len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED
    return is_overlapping or is_too_much or any(_is_stuffed(entry) for entry in entries)


def _is_stuffed(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _leaves(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts


def _kind(archive: zipfile.ZipFile) -> Kind:
    names = set(archive.namelist())
    kind = next((kind for part, kind in OFFICE.items() if part in names), None)
    if kind is None or CONTENT_TYPES not in names:
        raise RefusedError("unknown")
    types = archive.read(CONTENT_TYPES).lower()
    if b"macroenabled" in types or any(name.lower().endswith(MACROS) for name in names):
        raise RefusedError("macros")
    return kind


def _packed(archive: zipfile.ZipFile) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as fresh:
        for entry in archive.infolist():
            blank = BLANK.get(entry.filename)
            content = archive.read(entry) if blank is None else blank.encode()
            fresh.writestr(zipfile.ZipInfo(entry.filename, NO_DATE), content, zipfile.ZIP_DEFLATED, FAST)
    return out.getvalue()
