"""The tree as it is drawn: one line, opened along the way to a unit, with counts where the reader reaches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tongxin.core.policy import Actor
from tongxin.organisation.models import Unit
from tongxin.organisation.reads.tree import children_of, counts_below, people_counts, roots
from tongxin.organisation.rights import PEOPLE_VIEW, reach, reached_units


@dataclass
class Twig:
    """A unit in the tree. ``people`` is None where the reader may not know; ``below`` is filled where it is open."""

    unit: Unit
    people: int | None = None
    has_below: bool = False
    below: list["Twig"] = field(default_factory=list)


def branches(actor: Actor, line: str, day: date, way: Sequence[Unit] = ()) -> list[Twig]:
    """Return the roots of a line on a day, opened along ``way``, the units from the root down; a lone root is open.

    Five queries and one a step.
    """
    level = top = [Twig(unit) for unit in roots(line, day)]
    for step in way or [twig.unit for twig in top if len(top) == 1]:
        twig = next((twig for twig in level if twig.unit.pk == step.pk), None)
        if twig is None:
            break
        twig.below = level = [Twig(unit) for unit in children_of(twig.unit, day)]
    return _counted(actor, top, day)


def twigs_below(actor: Actor, unit: Unit, day: date) -> list[Twig]:
    """Return what stands directly below a unit on a day. Four queries."""
    return _counted(actor, [Twig(child) for child in children_of(unit, day)], day)


def people_reached(actor: Actor, units: Sequence[Unit], day: date) -> dict[int, int]:
    """Return how many people belong to units and all below them, for the units only whose people one may see."""
    ids = [unit.pk for unit in units]
    if not reach(actor, PEOPLE_VIEW).everywhere:
        ids = list(reached_units(actor, PEOPLE_VIEW).filter(pk__in=ids).values_list("pk", flat=True))
    return people_counts(ids, day) if ids else {}


def _counted(actor: Actor, top: list[Twig], day: date) -> list[Twig]:
    shown = list(_all(top))
    people = people_reached(actor, [twig.unit for twig in shown], day)
    below = counts_below([twig.unit.pk for twig in shown], day)
    for twig in shown:
        twig.people, twig.has_below = people.get(twig.unit.pk), below[twig.unit.pk] > 0
    return top


def _all(twigs: Sequence[Twig]) -> Iterator[Twig]:
    for twig in twigs:
        yield twig
        yield from _all(twig.below)
