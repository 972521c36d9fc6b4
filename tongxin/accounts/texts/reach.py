"""Who can be reached by a text message: known above, where the people and their numbers are."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tongxin.accounts.models import User

MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True)
class Reached:
    """An account and the mobile number of its owner."""

    user: User
    phone: str = field(repr=False)


_asks: list[Callable[[str], Reached | None]] = []


def register_reach(ask: Callable[[str], Reached | None]) -> None:
    """Name the one function that knows who signs in by a name and has a number. Called once, by ``organisation``."""
    _asks[:] = [ask]


def reach_of(name: str) -> Reached | None:
    """Return whom a name means, if he can be reached and one proof by phone is enough for him."""
    return next((found for ask in _asks if (found := ask(name))), None)


def mobile_of(phone: str) -> str:
    """Return a number of the mainland that takes text messages, as 11 digits; empty for any other."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    digits = digits[2:] if len(digits) > 11 and digits.startswith("86") else digits
    return digits if MOBILE.fullmatch(digits) else ""
