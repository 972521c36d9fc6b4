"""The tree as it is drawn: one line, opened along the way to a unit, with counts where the reader reaches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tongxin.core.policy import Actor
from tongxin.organisation.models import Unit
from tongxin.organisation.reads.tree import children_of, counts_below, opened_along, people_counts
from tongxin.organisation.rights import PEOPLE_VIEW, learn_above, reaches


@dataclass
class Twig:
    """A unit in the tree. ``people`` is None where the reader may not know; ``below`` is filled where it is open."""

    unit: Unit
    people: int | None = None
    has_below: bool = False
    below: list["Twig"] = field(default_factory=list)


def branches(actor: Actor, line: str, day: date, way: Sequence[Unit] = (), beside: Sequence[Twig] = ()) -> list[Twig]:
    """Return the roots of a line on a day, opened along ``way``, the units from the root down; a lone root is open.

    ``beside`` are units shown elsewhere on the page: they are counted with the others. Five queries for today, however
    deep the tree is open.
    """
    tops, below = opened_along(line, way, day)
    if not way and len(tops) == 1:
        way, below = tops, {tops[0].pk: children_of(tops[0], day)}
    level = top = [Twig(unit) for unit in tops]
    for step in way:
        twig = next((twig for twig in level if twig.unit.pk == step.pk), None)
        if twig is None:
            break
        twig.below = level = [Twig(unit) for unit in below[step.pk]]
    count_twigs(actor, [*top, *beside], day)
    return top


def twigs_below(actor: Actor, unit: Unit, day: date) -> list[Twig]:
    """Return what stands directly below a unit on a day. Four queries."""
    twigs = [Twig(child) for child in children_of(unit, day)]
    count_twigs(actor, twigs, day)
    return twigs


def count_twigs(actor: Actor, top: Sequence[Twig], day: date) -> None:
    """Count for units and those open below them who belongs there, where the actor may know it, and what is below."""
    shown = list(_all(top))
    learn_above(actor, [twig.unit for twig in shown])
    ids = [twig.unit.pk for twig in shown if reaches(actor, PEOPLE_VIEW, twig.unit.pk)]
    people = people_counts(ids, day) if ids else {}
    below = counts_below([twig.unit.pk for twig in shown], day)
    for twig in shown:
        twig.people, twig.has_below = people.get(twig.unit.pk), below[twig.unit.pk] > 0


def _all(twigs: Sequence[Twig]) -> Iterator[Twig]:
    for twig in twigs:
        yield twig
        yield from _all(twig.below)
