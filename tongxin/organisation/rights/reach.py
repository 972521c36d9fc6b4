"""How far a right goes, and who holds it over a unit: as the posts, grants and delegations of today say."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from tongxin.core import clock
from tongxin.core.policy import Actor, declared
from tongxin.organisation.models import Delegation, Grant, Person, Post, Unit, UnitPath
from tongxin.organisation.rights.book import book
from tongxin.organisation.rights.holdings import Holding, effective, holdings, present
from tongxin.organisation.rules.roles import Span

FAR = 10_000
WIDE = 50


@dataclass(frozen=True)
class Reach:
    """Where an actor holds one right: on ``own`` units alone, on the ``tree`` of others, or everywhere."""

    everywhere: bool = False
    own: frozenset[int] = frozenset()
    tree: frozenset[int] = frozenset()

    @property
    def nowhere(self) -> bool:
        """Return whether the right is held on no unit at all."""
        return not (self.everywhere or self.own or self.tree)

    @property
    def tops(self) -> frozenset[int]:
        """Return the units on which the right is held directly."""
        return self.own | self.tree

    def is_wide(self) -> bool:
        """Return whether the trees hold many units. One small query.

        Then a list is read in its own order until the page is full; of few units the rows are found first, then sorted.
        """
        below = UnitPath.objects.on(clock.today()).filter(ancestor_id__in=self.tree)
        return bool(self.tree) and below.values("unit_id")[: WIDE + 1].count() > WIDE

    def unit_ids(self, day: date | None = None) -> QuerySet[Any, Any]:
        """Return the ids of all units reached, as a subquery; the tree is read as of ``day`` (default: today)."""
        units = Unit.objects.all() if self.everywhere else Unit.objects.filter(self._condition(day or clock.today()))
        return units.order_by().values("id")

    def _condition(self, day: date) -> Q:
        if not self.tree:
            return Q(id__in=self.own)
        below = UnitPath.objects.on(day).filter(ancestor_id__in=self.tree).values("unit_id")
        return Q(id__in=self.own) | Q(id__in=below) | Q(serves_id__in=below)


EVERYWHERE = Reach(everywhere=True)


def holds(actor: Actor, right: str) -> bool:
    """Return whether the actor holds the right anywhere: the resolver of the policy."""
    return not reach(actor, right).nowhere


def reach(actor: Actor, right: str) -> Reach:
    """Return how far the right of the actor goes; a named job of the system reaches everywhere.

    Read once a request. Raises KeyError for an undeclared right.
    """
    declared()[right]
    if actor.system:
        return EVERYWHERE
    kept = f"reach:{right}"
    if kept not in actor.memory:
        actor.memory[kept] = EVERYWHERE if _has_as_everybody(actor, right) else _reach_of(holdings(actor), right)
    found: Reach = actor.memory[kept]
    return found


def _has_as_everybody(actor: Actor, right: str) -> bool:
    """Return whether a person of today, already read, has the right because everyone has it: then no post matters."""
    person: Person | None = actor.memory.get("person")
    if person is None or not (person.left_on is None or person.left_on > clock.today()):
        return False
    return any(span is Span.ALL and role in book().everyone for role, span in book().roles_with(right).items())


def _reach_of(held: Iterable[Holding], right: str) -> Reach:
    spans = book().roles_with(right)
    units: dict[Span, set[int]] = {Span.OWN: set(), Span.TREE: set()}
    for holding in held:
        span = spans.get(holding.role)
        if span is Span.ALL:
            return EVERYWHERE
        if span is not None and holding.unit_id is not None:
            units[span].add(holding.unit_id)
    return Reach(own=frozenset(units[Span.OWN]), tree=frozenset(units[Span.TREE]))


def reaches(actor: Actor, right: str, unit_id: int) -> bool:
    """Return whether the actor's right goes as far as this unit today. At most one query a unit and request."""
    far = reach(actor, right)
    if far.everywhere or unit_id in far.tops:
        return True
    if not far.tree:
        return False
    return not far.tree.isdisjoint(_above(actor, unit_id))


def reaches_any(actor: Actor, right: str, unit_ids: Iterable[int]) -> bool:
    """Return whether the actor's right goes as far as one of these units today."""
    return any(reaches(actor, right, unit_id) for unit_id in unit_ids)


def _above(actor: Actor, unit_id: int) -> frozenset[int]:
    kept = f"above:{unit_id}"
    if kept not in actor.memory:
        actor.memory[kept] = frozenset(ancestor for ancestor, _, _ in _ancestors(unit_id))
    found: frozenset[int] = actor.memory[kept]
    return found


def learn_above(actor: Actor, units: Iterable[Unit]) -> None:
    """Read what stands above many units at once, so that ``reaches`` asks nothing more for them. One query."""
    served = {unit.pk: unit.serves_id for unit in units if f"above:{unit.pk}" not in actor.memory}
    asked = {unit_id for pair in served.items() for unit_id in pair if unit_id is not None}
    above: dict[int, set[int]] = {unit_id: set() for unit_id in asked}
    paths = UnitPath.objects.on(clock.today()).filter(unit_id__in=asked)
    for unit_id, ancestor in paths.values_list("unit_id", "ancestor_id"):
        above[unit_id].add(ancestor)
    for unit_id, other in served.items():
        also = above[other] if other is not None else set()
        actor.memory[f"above:{unit_id}"] = frozenset(above[unit_id] | also)


def _ancestors(unit_id: int) -> list[tuple[int, int, int]]:
    """Return (ancestor, unit it was reached from, depth) of a unit and of the unit that it serves."""
    # Two look-ups by index. An OR across the relation reads every path there is.
    served = Unit.objects.filter(pk=unit_id, serves__isnull=False).values("serves_id")
    paths = UnitPath.objects.on(clock.today()).filter(Q(unit_id=unit_id) | Q(unit_id__in=served))
    return list(paths.values_list("ancestor_id", "unit_id", "depth"))


def reached_units(actor: Actor, right: str) -> QuerySet[Unit]:
    """Return all units that the actor's right reaches today."""
    return Unit.objects.filter(pk__in=reach(actor, right).unit_ids())


def holders(right: str, unit_id: int, exclude: Collection[int] = ()) -> list[Person]:
    """Return everybody who holds the right over the unit today, nearest unit first, then by name. Five queries.

    ``exclude`` holds ids of people. Roles that everyone holds do not count.
    """
    declared()[right]
    spans = _posted(right)
    far = {ancestor: depth + (unit != unit_id) for ancestor, unit, depth in _ancestors(unit_id)} | {unit_id: 0}
    here = Q(unit_id__in=far) | Q(role__in=[role for role, span in spans.items() if span is Span.ALL])
    own = _direct(spans, here)
    lent = Delegation.objects.on(clock.today()).filter(here, present("taker__"), role__in=spans)
    nearest: dict[int, int] = {}
    for held in [*own, *effective(lent, own)]:
        distance = _distance(held, spans[held.role], far, unit_id)
        if distance is not None and held.person_id not in exclude:
            nearest[held.person_id] = min(distance, nearest.get(held.person_id, FAR))
    people = Person.objects.in_bulk(nearest)
    return sorted(people.values(), key=lambda person: (nearest[person.pk], person.name, person.pk))


def has_holder(right: str, unit_id: int, exclude: Collection[int] = ()) -> bool:
    """Return whether ``holders`` would return anybody. One query where somebody holds it by a post of the unit."""
    declared()[right]
    codes, today = [code for role in _posted(right) for code in book().posts_of_role(role)], clock.today()
    posts = Post.objects.on(today).filter(unit_id=unit_id, code__in=codes)
    by_post = any(
        person not in exclude and (left_on is None or left_on > today)
        for person, left_on in posts.values_list("person_id", "person__left_on")
    )
    return by_post or bool(holders(right, unit_id, exclude))


def _posted(right: str) -> dict[str, Span]:
    return {role: span for role, span in book().roles_with(right).items() if role not in book().everyone}


def holders_anywhere(right: str) -> list[Person]:
    """Return everybody who holds the right over some unit today, by name. Roles that everyone holds do not count."""
    declared()[right]
    spans = [role for role in book().roles_with(right) if role not in book().everyone]
    own = _direct(spans, Q())
    lent = Delegation.objects.on(clock.today()).filter(present("taker__"), role__in=spans)
    ids = {held.person_id for held in [*own, *effective(lent, own)]}
    return list(Person.objects.filter(pk__in=ids).order_by("search", "pk"))


def _direct(spans: Collection[str], here: Q) -> list[Holding]:
    codes = {code: role for role in spans for code in book().posts_of_role(role)}
    cases = [When(code=code, then=Value(role)) for code, role in codes.items()]
    today = clock.today()
    posts = Post.objects.on(today).annotate(role=Case(*cases, default=Value(""), output_field=CharField()))
    grants = Grant.objects.on(today)
    found = [
        rows.filter(here, present("person__"), role__in=spans).values_list("person", "role", "unit")
        for rows in (posts, grants)
    ]
    return [Holding(*row) for rows in found for row in rows]


def _distance(held: Holding, span: Span, far: dict[int, int], unit_id: int) -> int | None:
    if span is Span.ALL:
        return FAR
    if held.unit_id is None or (span is Span.OWN and held.unit_id != unit_id):
        return None
    return far.get(held.unit_id)
