"""Accounts for which a staff number is no proof: who handles others' matters shows his own password once."""

from collections.abc import Callable

from tongxin.accounts.models import User

_asks: list[Callable[[User], bool]] = []


def register_guard(ask: Callable[[User], bool]) -> None:
    """Name the one function that knows whether an account holds a guarded right. Called once, by ``organisation``."""
    _asks[:] = [ask]


def is_guarded_account(user: User) -> bool:
    """Return whether an account holds a guarded right; without anybody who knows, every account does."""
    return all(ask(user) for ask in _asks)
