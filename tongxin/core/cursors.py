"""Cursors of keyset pages: the values of the row at the edge of a page, sealed, as they stand in an address.

They are sealed because they hold running ids, which count what their reader may not know of.
"""

import base64
import json
from collections.abc import Sequence
from typing import Any

from tongxin.core.crypto import UnreadableError, open_bytes, seal_bytes

PLACE = "core.cursor"
WIDTH = 64
LONGEST = 600  # behind it nothing that a page gave out, and nesting deep enough to break the reader


def packed(values: Sequence[object]) -> str:
    """Return the cursor of a row: its values, those of JSON, in letters that an address takes."""
    plain = json.dumps(values).encode()
    sealed = seal_bytes(plain.ljust(-(-len(plain) // WIDTH) * WIDTH), PLACE)  # its length would tell how long ids are
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unpacked(mark: str) -> list[Any]:
    """Return the values of a cursor. Raises ValueError for one that no page gave out."""
    if len(mark) > LONGEST:
        raise ValueError("A cursor is shorter.")
    try:
        values = json.loads(open_bytes(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)), PLACE))
    except UnreadableError as error:
        raise ValueError("This cursor was given out nowhere.") from error
    if not isinstance(values, list):
        raise ValueError("A cursor is a list.")
    return values


def sealed_id(key: int) -> str:
    """Return a running id as it may stand in an address: it counts nothing for whoever reads it."""
    return packed([key])


def opened_id(mark: str) -> int | None:
    """Return the id of ``sealed_id``; None for what nobody gave out."""
    try:
        (key,) = unpacked(mark)
        return number_in(key)
    except ValueError:
        return None


def text_in(value: object) -> str:
    """Return a text of a cursor. Raises ValueError for another sort and for what no database takes."""
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError("This is no text of a cursor.")
    value.encode()  # refuses half a character
    return value


def number_in(value: object) -> int:
    """Return a whole number of a cursor. Raises ValueError for another sort."""
    if not isinstance(value, int):
        raise ValueError("This is no number of a cursor.")
    return value
