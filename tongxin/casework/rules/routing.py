"""Which unit is responsible: category and place find the nearest route; the accused and his seat are passed over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ANY = ""


@dataclass(frozen=True)
class RouteLine:
    """Cases of ``category`` (empty = any) that happen at or below ``scope`` go to ``unit``."""

    category: str
    scope: int
    unit: int


def best_route(category: str, path: Sequence[int], lines: Iterable[RouteLine]) -> int | None:
    """Return the responsible unit for a category at a place, or None.

    ``path`` names the units from the place up to its root. The nearest scope wins; at one scope, a route of the
    category wins over one for any.
    """
    height = {unit: step for step, unit in enumerate(path)}
    fitting = [line for line in lines if line.scope in height and line.category in (category, ANY)]
    if not fitting:
        return None
    return min(fitting, key=lambda line: (height[line.scope], line.category == ANY)).unit
