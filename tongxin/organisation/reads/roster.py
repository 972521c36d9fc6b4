"""Rosters: the people whom the reader may see, by filters that live in the address, in keyset pages."""

from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from tongxin.core import clock, cursors
from tongxin.core.policy import Actor
from tongxin.organisation.models import Membership, Person, Post, Unit
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.standings import standings
from tongxin.organisation.reads.tree import descendant_ids
from tongxin.organisation.reads.units import line_name
from tongxin.organisation.rights import visible_people
from tongxin.organisation.rights.holdings import present

PAGE = 50
CAP = 10_000


@dataclass(frozen=True)
class Filters:
    """What a roster is narrowed to. ``standing`` is a line and a standing: ``party:full``."""

    unit: Unit | None = None
    text: str = ""
    kind: str = ""
    standing: str = ""


@dataclass
class RosterLine:
    """One person with his memberships in the lines and his posts of today."""

    person: Person
    memberships: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """One page of lines with the cursors around it."""

    lines: list[RosterLine]
    before: str
    after: str
    words: str = ""


def found_people(actor: Actor, filters: Filters) -> QuerySet[Person]:
    """Return the people of a roster: those whom the actor may see and who have not left."""
    people = visible_people(actor, listed=True).filter(present())
    member = Membership.objects.on(clock.today())
    if filters.unit is not None:
        below = descendant_ids(filters.unit.pk)
        people = people.filter(pk__in=member.filter(unit_id__in=below).values("person_id"))
    line, _, standing = filters.standing.partition(":")
    if standing:
        people = people.filter(pk__in=member.filter(line=line, standing=standing).values("person_id"))
    if filters.kind:
        people = people.filter(kind=filters.kind)
    for part in filters.text.casefold().split():
        people = people.filter(Q(search__contains=part) | Q(staff_no__istartswith=part))
    return people


def cross_appointed(actor: Actor, unit: Unit | None = None) -> QuerySet[Person]:
    """Return those who hold posts in two lines or more today: the register 双向进入、交叉任职."""
    posts = Post.objects.on(clock.today()).values("person_id").annotate(lines=Count("unit__line", distinct=True))
    people = found_people(actor, Filters(unit=unit))
    return people.filter(pk__in=posts.filter(lines__gt=1).order_by().values("person_id"))


def count_people(people: QuerySet[Person]) -> int:
    """Return how many people a roster holds; the count stops behind 10,000."""
    return people.order_by().values("pk")[: CAP + 1].count()


def roster_page(people: QuerySet[Person], *, after: str = "", before: str = "") -> Page:
    """Return one page of a roster, by the sound of names. Three queries."""
    backwards = bool(before)
    rows = _beyond(people, _cursor(before or after), backwards=backwards)
    order = ["-search", "-pk"] if backwards else ["search", "pk"]
    found = list(rows.select_related("home").order_by(*order)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    has_before, has_after = (more, True) if backwards else (bool(after), more)
    return Page(
        lines=_lines(found),
        before=_mark(found[0]) if found and has_before else "",
        after=_mark(found[-1]) if found and has_after else "",
    )


def standing_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the standings by which a roster can be narrowed, by line."""
    return [
        (line_name(line), [(f"{line}:{code}", name) for code, name in standings(line).items()]) for line in LINES[1:]
    ]


def _lines(people: list[Person]) -> list[RosterLine]:
    lines = {person.pk: RosterLine(person) for person in people}
    today = clock.today()
    words = {line: standings(line) for line in LINES[1:]}
    for member in Membership.objects.on(today).filter(person__in=lines).exclude(line=LINES[0]).order_by("from_on"):
        lines[member.person_id].memberships.append(words[member.line].get(member.standing, member.standing))
    for post in Post.objects.on(today).filter(person__in=lines).select_related("unit").order_by("-main", "from_on"):
        lines[post.person_id].posts.append(post)
    return list(lines.values())


def _mark(person: Person) -> str:
    return cursors.packed([person.search, person.pk])


def _cursor(mark: str) -> tuple[str, int] | None:
    try:
        name, key = cursors.unpacked(mark)
        return cursors.text_in(name), cursors.number_in(key)
    except ValueError:
        return None


def _beyond(people: QuerySet[Person], cursor: tuple[str, int] | None, *, backwards: bool) -> QuerySet[Person]:
    if cursor is None:
        return people
    sound, key = cursor
    if backwards:
        return people.filter(Q(search__lt=sound) | Q(search=sound, pk__lt=key))
    return people.filter(Q(search__gt=sound) | Q(search=sound, pk__gt=key))
