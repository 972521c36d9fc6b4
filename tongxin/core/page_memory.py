"""What one page has read already: a small read that many of its parts ask for goes to the database once.

Only while a page is made. An act, a job and the console ask each time, because what they read may be what they change.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")

_memory: ContextVar[dict[object, Any] | None] = ContextVar("page_memory", default=None)


@contextmanager
def making_a_page() -> Iterator[None]:
    """Remember reads until the page is made."""
    mark = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(mark)


def once_a_page(read: Callable[[], T]) -> Callable[[], T]:
    """Let a read without arguments be remembered while a page is made."""

    @wraps(read)
    def remembered() -> T:
        memory = _memory.get()
        if memory is None:
            return read()
        if read not in memory:
            memory[read] = read()
        found: T = memory[read]
        return found

    return remembered
