"""Sign-in codes: how they look, and how people type them.

No letter or digit looks or sounds like another one, so that a code can be read out or copied from paper.
"""

from collections.abc import Callable, Iterable
from itertools import islice

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
ALONE, HALF = 4, 6

Draw = Callable[[int], int]


def new_halves(draw: Draw, *, two_persons: bool) -> tuple[str, str]:
    """Return the two halves of a new code. ``draw`` returns a whole number below its argument.

    For one person 8 signs in all (2**39 codes). Where each half goes another way 6 a half, so that whoever has one of
    them still has 887 million to try, five in a quarter of an hour.
    """
    length = HALF if two_persons else ALONE
    signs = [LETTERS[draw(len(LETTERS))] for _ in range(2 * length)]
    return "".join(signs[:length]), "".join(signs[length:])


def signs_of(stream: Iterable[int]) -> str:
    """Return the 8 signs that a stream of random bytes stands for: each sign alike often."""
    even = 256 // len(LETTERS) * len(LETTERS)
    fitting = (LETTERS[byte % len(LETTERS)] for byte in stream if byte < even)
    return "".join(islice(fitting, 2 * ALONE))


def joined(first: str, second: str) -> str:
    """Return a code as it is shown: its halves with a hyphen between them."""
    return f"{first}-{second}"


def as_meant(typed: str) -> str:
    """Return the signs that somebody meant: small letters, spaces and hyphens do not matter. Empty for no code."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    is_code = len(signs) in (2 * ALONE, 2 * HALF) and set(signs) <= set(LETTERS)
    return signs if is_code else ""
