"""Pictures are drawn anew: no place, no camera, no hidden passenger leaves with them."""

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from tongxin.files.rules.kinds import GIF, JPEG, PNG, WEBP, Kind
from tongxin.files.rules.refusal import RefusedError

MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2560
THUMB_SIDE = 320
QUALITY = 85

# Opened by its own class: Image.open would guess again, and warns of a size that is checked here more strictly.
OPENERS: dict[Kind, type[ImageFile.ImageFile]] = {
    JPEG: JpegImageFile,
    PNG: PngImageFile,
    WEBP: WebPImageFile,
    GIF: GifImageFile,
}
FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
DAMAGE = (
    OSError, SyntaxError, ValueError, LookupError, TypeError, EOFError, ArithmeticError, RuntimeError, struct.error,
    zlib.error, Image.DecompressionBombError,
)  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A picture as it is stored, with a small one for lists. Sizes in pixels."""

    kind: Kind
    data: bytes
    thumb: bytes
    width: int
    height: int


def clean_picture(data: bytes, kind: Kind) -> Picture:
    """Return the picture drawn anew: upright, without metadata, its longest side at most 2560 pixels.

    Of moving pictures the first is kept; a GIF becomes a PNG. The size is read before anything is unpacked.
    Raises RefusedError ``too_many_pixels`` (above 40 million) or ``damaged``.
    """
    try:
        image = _drawn(data, kind)
        kept = PNG if kind == GIF else kind
        small = image.copy()
        small.thumbnail((THUMB_SIDE, THUMB_SIDE))
        return Picture(kept, _encoded(image, kept), _encoded(small, kept), *image.size)
    except DAMAGE as error:
        raise RefusedError("damaged") from error


def _drawn(data: bytes, kind: Kind) -> Image.Image:
    opened = OPENERS[kind](io.BytesIO(data))
    width, height = opened.size
    if width * height > MAX_PIXELS:
        raise RefusedError("too_many_pixels")
    opened.draft(
        "RGB", (LONGEST_SIDE, LONGEST_SIDE)
    )  # a JPEG is unpacked at a fraction of its size where that is enough
    mode = "RGBA" if opened.has_transparency_data else "RGB"
    image = opened if opened.mode == mode else opened.convert(mode)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # before it is turned: each copy of 40 million pixels is 160 MB
    image = ImageOps.exif_transpose(image)
    image.info.clear()  # Pillow would write comment, profile and EXIF back from here
    return image


def _encoded(image: Image.Image, kind: Kind) -> bytes:
    out = io.BytesIO()
    image.save(out, FORMATS[kind], quality=QUALITY)
    return out.getvalue()
