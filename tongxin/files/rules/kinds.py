"""What a file is, by its content and never by its name."""

import io
import re
import zipfile
from dataclasses import dataclass

from tongxin.files.rules.refusal import RefusedError


@dataclass(frozen=True)
class Kind:
    """One kind of content that is taken in, with the endings of names that fit it, the usual one first."""

    mime: str
    suffixes: tuple[str, ...]

    @property
    def is_picture(self) -> bool:
        """Return whether it can be shown as a picture."""
        return self.mime.startswith("image/")


OPEN_XML = "application/vnd.openxmlformats-officedocument"
JPEG = Kind("image/jpeg", (".jpg", ".jpeg"))
PNG = Kind("image/png", (".png",))
WEBP = Kind("image/webp", (".webp",))
GIF = Kind("image/gif", (".gif",))
PDF = Kind("application/pdf", (".pdf",))
DOCX = Kind(f"{OPEN_XML}.wordprocessingml.document", (".docx",))
XLSX = Kind(f"{OPEN_XML}.spreadsheetml.sheet", (".xlsx",))
PPTX = Kind(f"{OPEN_XML}.presentationml.presentation", (".pptx",))
TEXT = Kind("text/plain", (".txt", ".csv", ".md", ".log"))
OFFICE = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
KINDS = (JPEG, PNG, WEBP, GIF, PDF, DOCX, XLSX, PPTX, TEXT)

ZIP_START = b"PK\x03\x04"
STARTS = {
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"GIF87a": GIF,
    b"GIF89a": GIF,
}
# The container of .doc, .xls and .ppt, and of Office files with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
PDF_END_LIES_WITHIN = 2048
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
MARKUP = re.compile(r"\s*<(!doctype|html|head|body|svg|script|\?xml|\?php|hta:)", re.IGNORECASE)


def kind_of(data: bytes) -> Kind | None:
    """Return what the content is; None for a zip, whose insides must be read (``office.py``).

    Raises RefusedError for everything that is not on the list of kinds.
    """
    if not data:
        raise RefusedError("empty")
    for start, kind in STARTS.items():
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(ZIP_START):
        return None
    return _paper_kind(data)


def _paper_kind(data: bytes) -> Kind:
    if data.startswith(b"%PDF-"):
        _check_pdf(data)
        return PDF
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise RefusedError("heic")
    if data.startswith(OLD_OFFICE):
        raise RefusedError("old_office")
    if _is_plain_text(data):
        return TEXT
    raise RefusedError("unknown")


def _check_pdf(data: bytes) -> None:
    if b"%%EOF" not in data[-PDF_END_LIES_WITHIN:]:
        raise RefusedError("damaged")
    if zipfile.is_zipfile(io.BytesIO(data)):
        raise RefusedError("unknown")  # two things in one file: another program would see the zip


def _is_plain_text(data: bytes) -> bool:
    text = _decoded(data)
    return text is not None and not CONTROLS.search(text) and not MARKUP.match(text.lstrip("\ufeff"))


def text_of(data: bytes) -> str:
    """Return what a plain text says; empty for what is none."""
    return _decoded(data) or ""


def _decoded(data: bytes) -> str | None:
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
