"""From the bytes that were sent to the bytes that are stored."""

from dataclasses import dataclass

from tongxin.files.rules.kinds import Kind, kind_of
from tongxin.files.rules.office import clean_office
from tongxin.files.rules.pictures import clean_picture


@dataclass(frozen=True)
class Content:
    """What is stored of a file. ``thumb`` is empty and the sizes are None for what is no picture."""

    kind: Kind
    data: bytes
    thumb: bytes = b""
    width: int | None = None
    height: int | None = None


def clean_content(data: bytes) -> Content:
    """Return what is stored of a file that was sent. Raises RefusedError."""
    kind = kind_of(data)
    if kind is None:
        return Content(*clean_office(data))
    if kind.is_picture:
        picture = clean_picture(data, kind)
        return Content(picture.kind, picture.data, picture.thumb, picture.width, picture.height)
    return Content(kind, data)
