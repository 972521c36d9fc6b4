"""Units and people as other systems read them: whole lists in keyset pages, as at a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tongxin.core.policy import Actor
from tongxin.organisation.models import Membership, Person, Post, Unit, UnitPath
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.people import PersonPage
from tongxin.organisation.reads.roster import Filters, found_people
from tongxin.organisation.reads.tree import as_at


@dataclass(frozen=True)
class PlacedUnit:
    """A unit under its name of a day, and what stood directly above it then."""

    unit: Unit
    parent: Unit | None


def units_on(day: date, *, line: str = "", after: Sequence[str] | None = None, limit: int) -> list[PlacedUnit]:
    """Return the units that stood on a day, by line and code, behind the pair ``after``. Three queries at most.

    Names and structure of the tree are open to everyone who is signed in.
    """
    found = Unit.objects.filter(founded_on__lte=day, dissolved_on__gt=day)
    if line:
        found = found.filter(line=line)
    if after is not None:
        found = found.filter(line__gte=after[0]).exclude(line=after[0], code__lte=after[1])
    return placed(list(found.select_related("type", "serves").order_by("line", "code")[:limit]), day)


def placed(units: Sequence[Unit], day: date) -> list[PlacedUnit]:
    """Return units with what stood directly above them on a day, under the name of that day."""
    paths = UnitPath.objects.on(day).filter(unit__in=units, depth=1).select_related("ancestor")
    above = {path.unit_id: path.ancestor for path in paths}
    return [PlacedUnit(unit, above.get(unit.pk)) for unit in as_at(units, day)]


def people_after(actor: Actor, *, unit: Unit | None, after: int | None, limit: int, day: date) -> list[PersonPage]:
    """Return the people whom the actor may see, of a unit and all below it if one is given. Three queries."""
    found = found_people(actor, Filters(unit=unit)).select_related("home").order_by("pk")
    if after is not None:
        found = found.filter(pk__gt=after)
    return pages_of(list(found[:limit]), day)


def pages_of(people: Sequence[Person], day: date) -> list[PersonPage]:
    """Return people with their memberships and posts of a day. Two queries."""
    pages = {person.pk: PersonPage(person, [], []) for person in people}
    for member in Membership.objects.on(day).filter(person__in=people).select_related("unit"):
        pages[member.person_id].memberships.append(member)
    for post in (
        Post.objects.on(day).filter(person__in=people).select_related("unit").order_by("-main", "from_on", "pk")
    ):
        pages[post.person_id].posts.append(post)
    for page in pages.values():
        page.memberships.sort(key=lambda one: LINES.index(one.line))
    return list(pages.values())
