"""Scopes: what a key of another system may be used for. A key acts with its owner's rights, cut down to its scopes.

Each app declares the scopes of its routes in ``rights.py``; a route names the one that it needs with ``@scoped``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from tongxin.core.errors import Text

ANY = ""  # of a route that every valid key may use


@dataclass(frozen=True)
class Scope:
    """A named scope. ``label`` says to whoever makes a key what it opens; ``writes`` marks those that change things."""

    name: str
    label: Text
    writes: bool = False


_scopes: dict[str, Scope] = {}


def declare_scope(*scopes: Scope) -> None:
    """Declare scopes; a name may be declared once. Raises ValueError."""
    for scope in scopes:
        if scope.name in _scopes and _scopes[scope.name] != scope:
            raise ValueError(f"The scope {scope.name} is declared twice.")
        _scopes[scope.name] = scope


def declared_scopes() -> dict[str, Scope]:
    """Return all declared scopes by name."""
    return dict(_scopes)


Route = TypeVar("Route", bound=Callable[..., Any])


def scoped(name: str) -> Callable[[Route], Route]:
    """Mark a route with the scope that a key must have for it."""

    def mark(route: Route) -> Route:
        route.scope = name  # type: ignore[attr-defined]
        return route

    return mark


def scope_of(route: Callable[..., Any]) -> str | None:
    """Return the scope of a route, or None for a route that names none and therefore never runs."""
    return getattr(route, "scope", None)
