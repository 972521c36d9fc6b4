"""Cursors of keyset pages: the values of the row at the edge of a page, as they stand in an address."""

import base64
import json
from collections.abc import Sequence
from typing import Any

LONGEST = 400  # behind it nothing that a page gave out, and nesting deep enough to break the reader


def packed(values: Sequence[object]) -> str:
    """Return the cursor of a row: its values, those of JSON, in letters that an address takes."""
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def unpacked(mark: str) -> list[Any]:
    """Return the values of a cursor. Raises ValueError for one that no page gave out."""
    if len(mark) > LONGEST:
        raise ValueError("A cursor is shorter.")
    values = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
    if not isinstance(values, list):
        raise ValueError("A cursor is a list.")
    return values


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
