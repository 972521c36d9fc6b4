"""The words of a file, as far as they are read for marks of secrecy. What cannot be read has none, such as a scan."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from PIL import ImageFile, IptcImagePlugin
from PIL.ExifTags import IFD, Base

from tongxin.files.rules.kinds import DOCX, OFFICE, TEXT, XLSX, Kind, text_of
from tongxin.files.rules.office import DAMAGE as ZIP_DAMAGE
from tongxin.files.rules.pictures import DAMAGE as PICTURE_DAMAGE
from tongxin.files.rules.pictures import OPENERS

Place = Literal["name", "text", "properties"]
MOST_OF_A_PART, MOST_PARTS, MOST_TEXT = 2 * 1024 * 1024, 60, 200_000
PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*)\.xml|ppt/slides/slide\d+\.xml|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml"
)
PROPERTIES = re.compile(r"docProps/(?:core|app|custom)\.xml")
LINE_ENDS = re.compile(rb"</(?:w:p|a:p|si|is|oddHeader|oddFooter|firstHeader|firstFooter)>|<w:br/>|<a:br/>|<w:cr/>")
TAG = re.compile(rb"<[^<>]*>")  # never across another "<": that would read the rest again from each
EXIF = (Base.ImageDescription, Base.DocumentName, Base.XPTitle, Base.XPComment, Base.XPKeywords, Base.XPSubject)
EXIF_INSIDE = (Base.UserComment,)
XP = {Base.XPTitle, Base.XPComment, Base.XPKeywords, Base.XPSubject}
UNSEEN = {"exif", "icc_profile", "photoshop"}


@dataclass(frozen=True)
class Words:
    """Words and where they stand. ``is_paper``: they come in the order of a document that has a head."""

    place: Place
    text: str
    is_paper: bool = False


def words_in(kind: Kind, data: bytes) -> list[Words]:
    """Return the words of a file that was found sound; of a PDF none: its reader needs a process of its own."""
    if kind.is_picture:
        return list(_caught(_picture_words(kind, data)))
    if kind in OFFICE.values():
        return list(_caught(_office_words(kind, data)))
    return [Words("text", text_of(data)[:MOST_TEXT], is_paper=True)] if kind == TEXT else []


def _caught(found: Iterator[Words]) -> Iterator[Words]:
    try:
        yield from found
    except (*ZIP_DAMAGE, *PICTURE_DAMAGE):
        return


def _office_words(kind: Kind, data: bytes) -> Iterator[Words]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [entry.filename for entry in archive.infolist()]
        for name in [name for name in names if PARTS.fullmatch(name)][:MOST_PARTS]:
            yield Words(
                "text", _xml_text(archive, name), is_paper=kind != XLSX and (kind != DOCX or "document" in name)
            )
        for name in filter(PROPERTIES.fullmatch, names):
            for line in _xml_text(archive, name, apart=True).splitlines():
                yield Words("properties", line)


def _xml_text(archive: zipfile.ZipFile, name: str, *, apart: bool = False) -> str:
    with archive.open(name) as part:
        raw = part.read(MOST_OF_A_PART)
    marked = TAG.sub(b"\n" if apart else b"", LINE_ENDS.sub(b"\n", raw))
    return html.unescape(marked.decode("utf-8", "replace"))[:MOST_TEXT]


def _picture_words(kind: Kind, data: bytes) -> Iterator[Words]:
    opened = OPENERS[kind](io.BytesIO(data))
    exif = opened.getexif()
    inside = exif.get_ifd(IFD.Exif)
    values = [(tag, exif.get(tag)) for tag in EXIF] + [(tag, inside.get(tag)) for tag in EXIF_INSIDE]
    found = [_decoded(value, wide=tag in XP) for tag, value in values]
    found += [_decoded(value) for name, value in opened.info.items() if name not in UNSEEN]
    found += [_decoded(value) for value in _captions(opened)]
    for text in filter(None, found):
        for line in re.split(r"[\r\n\0]", re.sub(r"<[^<>]*>", "\n", text[:MOST_TEXT])):
            yield Words("properties", line)


def _captions(opened: ImageFile.ImageFile) -> list[object]:
    found = IptcImagePlugin.getiptcinfo(opened) or {}
    return [value for values in found.values() for value in (values if isinstance(values, list) else [values])]


def _decoded(value: object, *, wide: bool = False) -> str:
    if isinstance(value, bytes):
        if value.startswith(b"UNICODE\0"):
            return value[8:].decode("utf-16-be" if value[8:9] == b"\0" else "utf-16-le", "replace")
        return value.removeprefix(b"ASCII\0\0\0").decode("utf-16-le" if wide else "utf-8", "replace")
    return _mended(value) if isinstance(value, str) else ""


def _mended(text: str) -> str:
    """Return what was written: EXIF and PNG know Latin letters only, and programs put other encodings there."""
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        return text
    return text_of(raw) or text
