"""Groups that are large enough to be counted: nobody shall be found in a figure."""

from collections import Counter
from collections.abc import Mapping

Cell = tuple[str, str]  # role, kind of unit; an empty part means any

LEAST = 5
ANY = ""


def folded(people: Mapping[Cell, int], least: int = LEAST) -> dict[Cell, Cell]:
    """Return for each group the one it is counted in: itself, or with its small neighbours.

    Groups of fewer than ``least`` people go together with the other small ones of their role; what is still too small
    goes into one group of everybody left. Where even that is too small, its smallest neighbour joins it.
    """
    kept = {cell for cell, number in people.items() if number >= least}
    into = {cell: cell if cell in kept else (cell[0], ANY) for cell in people}
    sizes = _sizes(people, into)
    into = {cell: target if sizes[target] >= least else (ANY, ANY) for cell, target in into.items()}
    while 0 < (sizes := _sizes(people, into)).get((ANY, ANY), least) < least and len(sizes) > 1:
        joins = min((number, target) for target, number in sizes.items() if target != (ANY, ANY))[1]
        into = {cell: (ANY, ANY) if target == joins else target for cell, target in into.items()}
    return into


def _sizes(people: Mapping[Cell, int], into: Mapping[Cell, Cell]) -> Counter[Cell]:
    sizes: Counter[Cell] = Counter()
    for cell, number in people.items():
        sizes[into[cell]] += number
    return sizes
