"""What a password must be, without Django.

By default as OWASP ASVS 5.0 asks (6.2.1, 6.2.5, 6.2.9, 6.2.11): long enough, not guessable, no recipe of signs, no
change for its own sake. The profile for GB/T 22239-2019 level 3 (8.1.4.1 a) adds a mixture of signs and a change every
90 days, which ASVS advises against; a customer who is assessed switches it on.
"""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

SHORTEST, LONGEST = 8, 128
KINDS_WANTED = 3
GOOD_FOR = timedelta(days=90)
RUNS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc")
# Words that people in China choose, beside the English ones of Django's list.
FAVOURITES = ("woaini", "5201314", "1314520", "520520", "iloveyou", "admin", "password", "tongxin", "mima", "dangqun")
LEFT_BESIDE = 5


class Fault(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    OWN = "own"
    PLAIN = "plain"


def faults(password: str, *, own: Iterable[str], mixed: bool) -> list[Fault]:
    """Return what is wrong with a password. ``own`` are words that others know of its owner: number, name.

    ``mixed`` asks for three of four kinds of signs: small letters, capitals, digits, others.
    """
    found = []
    if len(password) < SHORTEST:
        found.append(Fault.SHORT)
    if len(password) > LONGEST:
        found.append(Fault.LONG)
    if is_guessable(password):
        found.append(Fault.COMMON)
    if any(len(word) > 1 and _little_beside(password, word) for word in own):
        found.append(Fault.OWN)
    if mixed and _kinds(password) < KINDS_WANTED:
        found.append(Fault.PLAIN)
    return found


def is_guessable(password: str) -> bool:
    """Return whether a password is one sign again and again, a run of keys, or a favourite with little beside it."""
    low = password.lower()
    if len(set(low)) <= 2:
        return True
    if any(low in run * 2 or low in run[::-1] * 2 for run in RUNS):
        return True
    return any(_little_beside(password, word) for word in FAVOURITES)


def _little_beside(password: str, word: str) -> bool:
    low, word = password.lower(), word.lower()
    return word in low and len(low.replace(word, "")) < LEFT_BESIDE


def _kinds(password: str) -> int:
    tests = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(test(sign) for sign in password) for test in tests)
