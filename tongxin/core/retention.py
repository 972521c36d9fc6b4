"""How long content is kept: each app says which rows it holds past their term, and erases them when told to.

A holding is one kind of content. ``due`` counts what is past a moment and not erased; ``erase`` empties a batch of it
in one act and returns how many, 0 when nothing is left. Both leave alone what touches one of the ``held`` people.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tongxin.core.errors import Text
from tongxin.core.policy import Actor

Held = frozenset[int]


@dataclass(frozen=True)
class Holding:
    """One kind of content with a term. Its name is that of the term in the rule pack."""

    name: str
    due: Callable[[datetime, Held], int]
    erase: Callable[[Actor, datetime, Held, int], int]
    note: Text = ""


_holdings: dict[str, Holding] = {}


def register_holding(holding: Holding) -> None:
    """Add a holding. Raises ValueError for a name that is taken."""
    if holding.name in _holdings:
        raise ValueError(f"The holding {holding.name} is registered twice.")
    _holdings[holding.name] = holding


def holdings() -> dict[str, Holding]:
    """Return all holdings by name."""
    return dict(_holdings)
