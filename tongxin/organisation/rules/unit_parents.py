"""Finds the parent that a row names by its name or its path, among the rows of the file and the units that exist."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_LEVELS = 60


@dataclass(frozen=True, slots=True)
class Named:
    """A unit by its names: its parent is known by code, or by the names above it."""

    code: str
    name: str
    parent_code: str = ""
    above: tuple[str, ...] = ()


class Names:
    """All units that a name may mean. What the file says of a code counts before what exists."""

    def __init__(self, units: Iterable[Named]) -> None:
        self.units: dict[str, Named] = {}
        for unit in units:
            self.units.setdefault(unit.code, unit)
        self._by_name: dict[str, list[str]] = {}
        for unit in self.units.values():
            self._by_name.setdefault(unit.name, []).append(unit.code)
        self._known: dict[tuple[str, ...], list[str]] = {}

    def meant(self, path: tuple[str, ...]) -> list[str]:
        """Return the codes that a path can mean: the units of just this path, else those whose path ends in it."""
        if path not in self._known:
            self._known[path] = self._search(path)
        return self._known[path]

    def only_one(self, path: tuple[str, ...]) -> str:
        """Return the code of the only unit of just this path; empty for none and for several."""
        exact = [code for code in self._by_name.get(path[-1], []) if tuple(self._up(code)) == path[-2::-1]]
        return exact[0] if len(exact) == 1 else ""

    def _search(self, path: tuple[str, ...]) -> list[str]:
        wanted = path[-2::-1]
        named = [(code, tuple(self._up(code))) for code in self._by_name.get(path[-1], [])]
        exact = [code for code, up in named if up == wanted]
        return exact or [code for code, up in named if up[: len(wanted)] == wanted]

    def _up(self, code: str) -> Iterator[str]:
        """Yield the names above a unit, the nearest first."""
        unit = self.units[code]
        for _level in range(MOST_LEVELS):
            if not unit.parent_code:
                yield from reversed(unit.above)
                return
            if unit.parent_code not in self.units:
                return
            unit = self.units[unit.parent_code]
            yield unit.name
