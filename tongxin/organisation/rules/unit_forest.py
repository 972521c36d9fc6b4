"""The forest that results when a file's parents replace those that exist: finds what is not joined to the top."""

from collections.abc import Iterator, Mapping

TOP = ""


class Forest:
    """Who stands below whom. ``taken`` are the parents that the file gives; a row taken out stands where it stood."""

    def __init__(self, standing: Mapping[str, str], taken: Mapping[str, str]) -> None:
        self.standing = standing
        self.taken = dict(taken)
        self._hanging: dict[str, list[str]] = {}
        for code, parent in self.taken.items():
            self._hanging.setdefault(parent, []).append(code)

    def take_out_orphans(self) -> Iterator[str]:
        """Take out every row whose parent is nowhere, and yield it; a row follows after the one it hangs on."""
        waiting = [code for code, parent in self.taken.items() if not self._is_there(parent)]
        while waiting:
            code = waiting.pop()
            if self.taken.pop(code, None) is None:
                continue
            yield code
            if code not in self.standing:
                waiting.extend(self._hanging.get(code, []))

    def take_out_circles(self) -> list[str]:
        """Take out every row that stands below itself, and return them."""
        circle = [code for code in self._circles() if code in self.taken]
        for code in circle:
            del self.taken[code]
        return circle

    def levels(self) -> list[tuple[str, int, bool]]:
        """Return every unit after its parent, with its level (0 = top) and whether none stands below it."""
        below: dict[str, list[str]] = {}
        for code in [*self.standing, *(code for code in self.taken if code not in self.standing)]:
            parent = self._parent(code)
            below.setdefault(parent if self._is_there(parent) else TOP, []).append(code)
        found: list[tuple[str, int, bool]] = []
        layer, level = below.get(TOP, []), 0
        while layer:
            found.extend((code, level, code not in below) for code in layer)
            layer, level = [child for code in layer for child in below.get(code, [])], level + 1
        return found

    def _circles(self) -> Iterator[str]:
        seen: dict[str, str] = {}
        for start in self.taken:
            trail, code = [], start
            while code != TOP and code not in seen:
                seen[code] = start
                trail.append(code)
                code = self._parent(code)
            if seen.get(code) == start and code in trail:
                yield from trail[trail.index(code) :]

    def _parent(self, code: str) -> str:
        return self.taken.get(code, self.standing.get(code, TOP))

    def _is_there(self, code: str) -> bool:
        return code == TOP or code in self.taken or code in self.standing
