"""The roles of the pack, read once a process."""

from functools import cache

from tongxin.organisation.rules.roles import Book, book_of
from tongxin.rulebook.public import section


@cache
def book() -> Book:
    """Return the roles and posts of the pack."""
    return book_of(section("roles"))
