"""Lists about rights: what was given beside posts, who acts for whom, and what one holds, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet

from tongxin.core import clock
from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor, declared
from tongxin.organisation.models import Delegation, Grant, Person, Unit
from tongxin.organisation.reads.standings import roles
from tongxin.organisation.reads.tree import path_names
from tongxin.organisation.rights import book, holdings, reach

PAGE = 50
LONGEST_CURSOR = 18


Row = TypeVar("Row", Grant, Delegation)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of grants or delegations, each with the word for its role; ``after`` is the cursor to the older ones."""

    lines: list[tuple[str, Row]]
    after: str
    before: str = ""


@dataclass(frozen=True)
class HeldRight:
    """A right that somebody holds beyond those of everyone, and where: on these units, or everywhere."""

    label: str
    units: list[str]
    everywhere: bool


def grants_page(after: str = "") -> Page[Grant]:
    """Return the grants that hold today or later, newest first, with the word for the role. The caller asked rights."""
    rows = Grant.objects.filter(to_on__gt=clock.today()).select_related("person", "unit", "granted_by")
    return _page(rows, after)


def delegations_page(after: str = "") -> Page[Delegation]:
    """Return everybody's delegations that hold today or later, the newest first. The caller asked rights."""
    return _page(_delegations(), after)


def my_delegations(person: Person) -> list[tuple[str, Delegation]]:
    """Return the delegations that a person gave or took and that hold today or later."""
    return _worded(_delegations().filter(Q(giver=person) | Q(taker=person)).order_by("from_on", "pk"))


def grant_by_id(pk: int) -> Grant:
    """Return a grant. Raises NotFoundError."""
    found = Grant.objects.select_related("person", "unit").filter(pk=pk).first()
    if found is None:
        raise NotFoundError
    return found


def access_delegation(*, actor: Actor, pk: int) -> Delegation:
    """Return a delegation to its giver or taker. Raises NotFoundError for anybody else."""
    mine = Q(giver_id=actor.person_id) | Q(taker_id=actor.person_id)
    found = _delegations().filter(mine, pk=pk).first()
    if found is None:
        raise NotFoundError
    return found


def lendable_roles(actor: Actor) -> list[tuple[str, str, Unit]]:
    """Return the roles that the actor may let another act in: code, word and unit; none that was itself delegated."""
    words, known = roles(), book().roles
    own = {
        (held.role, held.unit_id)
        for held in holdings(actor)
        if held.giver_id is None and held.unit_id and held.role in words and not known[held.role].administrator
    }
    units = Unit.objects.in_bulk([unit_id for _role, unit_id in own])
    return sorted(
        ((role, words[role], units[unit_id or 0]) for role, unit_id in own), key=lambda row: (row[1], row[2].pk)
    )


def held_rights(actor: Actor) -> list[HeldRight]:
    """Return what the actor may do beyond what everyone may, in words."""
    common = {right for role in book().everyone for right in book().roles[role].rights}
    held = {name: reach(actor, name) for name in declared() if name not in common}
    held = {name: far for name, far in held.items() if not far.nowhere}
    units = Unit.objects.in_bulk({unit_id for far in held.values() for unit_id in far.tops})
    names = path_names(units.values())
    return [
        HeldRight(str(declared()[name].label), sorted(names[unit_id] for unit_id in far.tops), far.everywhere)
        for name, far in held.items()
    ]


def _delegations() -> QuerySet[Delegation]:
    return Delegation.objects.filter(to_on__gt=clock.today()).select_related("giver", "taker", "unit")


def _page(rows: QuerySet[Row], after: str) -> Page[Row]:
    if after.isascii() and after.isdecimal() and len(after) <= LONGEST_CURSOR:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return Page(_worded(found[:PAGE]), str(found[PAGE - 1].pk) if len(found) > PAGE else "")


def _worded(rows: Iterable[Row]) -> list[tuple[str, Row]]:
    words = roles()
    return [(words.get(row.role, row.role), row) for row in rows]
