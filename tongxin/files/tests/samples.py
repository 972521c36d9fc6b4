"""Files as people and attackers send them, made on the spot."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

CAMERA = "Gossip-Phone 9"
COMMENT = b"taken behind workshop two"
CONTENT_TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
AUTHOR = "Chen Xiaoman"


def sent(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def photo(width: int = 400, height: int = 200, *, orientation: int = 6) -> bytes:
    """A photo that knows where it was taken, with which telephone, and that it must be turned to stand upright."""
    image = Image.new("RGB", (width, height), "white")
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.Model] = CAMERA
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (31.0, 14.0, 5.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=COMMENT, xmp=b"<x:xmpmeta>" + CAMERA.encode() + b"</x:xmpmeta>")
    return out.getvalue()


def drawing(kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGBA", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **options)
    return out.getvalue()


def pixel_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that says it has 3.6 thousand million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000)) + chunk(b"IEND", b"")


def office(part: str = "word/document.xml", **extra: bytes) -> bytes:
    """An Office file with its author's name. ``extra`` entries stand under their name, ``__`` for a slash."""
    entries = {
        CONTENT_TYPES: b"<Types/>",
        part: b"<document>hot water</document>",
        CORE: f"<creator>{AUTHOR}</creator>".encode(),
        **{name.replace("__", "/"): body for name, body in extra.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return out.getvalue()


def paper(*lines: str) -> bytes:
    """A Word file of these paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return office(**{"word__document.xml": f"<w:document><w:body>{body}</w:body></w:document>".encode()})


def pdf_with(text: str, title: str = "") -> bytes:
    """A PDF of one page with one line. The glyphs are of no font: its table of characters tells what they mean."""
    codes = "".join(f"{number:04x}" for number in range(1, len(text) + 1))
    pairs = "".join(f"<{n:04x}> <{char.encode('utf-16-be').hex()}>\n" for n, char in enumerate(text, start=1))
    table = "begincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    table += f"{len(text)} beginbfchar\n{pairs}endbfchar\nendcmap"
    page = f"BT /F1 20 Tf 50 700 Td <{codes}> Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(page)}>>stream\n{page}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/None/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/None/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        "/Supplement 0>>/DW 1000>>",
        f"<</Length {len(table)}>>stream\n{table}\nendstream",
        f"<</Title<feff{title.encode('utf-16-be').hex()}>>>",
    ]
    out, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table_at = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R/Info 8 0 R>>\n"
    return (out + f"startxref\n{table_at}\n%%EOF\n").encode("ascii")


def overlapped_office() -> bytes:
    """An Office file whose directory names the same compressed bytes under a thousand names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(CONTENT_TYPES, b"<Types/>")
        archive.writestr("word/document.xml", b"<document/>")
        archive.writestr("word/media/0.bin", bytes(range(256)) * 400)
        original = archive.filelist[-1]
        for number in range(1, 1000):
            copy = zipfile.ZipInfo(f"word/media/{number}.bin")
            for name in ("compress_type", "CRC", "compress_size", "file_size", "header_offset"):
                setattr(copy, name, getattr(original, name))
            archive.filelist.append(copy)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" * 20
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512
