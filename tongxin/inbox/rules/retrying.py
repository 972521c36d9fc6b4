"""What becomes of a message that did not arrive."""

from collections.abc import Sequence
from datetime import timedelta


def pause_after(tries: int, pauses: Sequence[timedelta]) -> timedelta | None:
    """Return how long to wait after the ``tries``-th try, or None when it is time to give up."""
    return pauses[tries - 1] if 1 <= tries <= len(pauses) else None
