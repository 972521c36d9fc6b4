"""What the page of a unit shows as at a day: its members in figures, its officers, other units of the same people."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, Value, When

from tongxin.core.policy import Actor
from tongxin.organisation.models import Membership, Person, Post, Unit, UnitType
from tongxin.organisation.models.spans import FOREVER, on_day
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.branches import Twig
from tongxin.organisation.reads.standings import kinds, standings
from tongxin.organisation.reads.tree import ancestors_of, as_at, descendant_ids
from tongxin.organisation.reads.units import lines_in_use, type_name
from tongxin.organisation.rights import book, visible_people
from tongxin.organisation.rules.sexes import FEMALE

YOUNG = 35
MARKS = 60
FAR = 1_000
OTHER = "other"


@dataclass(frozen=True)
class Figures:
    """The members of a unit and all below it on a day. ``parts`` are standings, kinds in the administrative line."""

    total: int
    parts: list[tuple[str, int]]
    women: int
    young: int

    @property
    def marks(self) -> list[bool]:
        """Return one mark a person, set for those beyond the first part; none where there are too many to be seen."""
        first = self.parts[0][1] if self.parts else 0
        return [place >= first for place in range(self.total)] if self.total <= MARKS else []


@dataclass(frozen=True)
class Officer:
    """A post of a unit on a day: who holds it and what else he does, or since when nobody holds it."""

    title: str
    person: Person | None
    since: date
    until: date | None = None
    besides: str = ""
    is_open: bool = False
    days_vacant: int = 0


@dataclass(frozen=True)
class Kin:
    """The unit of another line that is there for the same people; None where there is none yet."""

    line: str
    twig: Twig | None


def figures_of(unit: Unit, day: date) -> Figures:
    """Return the members of a unit in figures. One query. The caller asked whether the reader may know."""
    within = Membership.objects.on(day).filter(line=unit.line, unit_id__in=descendant_ids(unit.pk, day))
    year = day.year - YOUNG - 1
    born_after = date(year, day.month, min(day.day, monthrange(year, day.month)[1]))  # 1900 had no 29 February
    young = Case(When(person__born_on__gt=born_after, then=Value(True)), default=Value(False))
    part, words = ("person__kind", kinds()) if unit.line == LINES[0] else ("standing", standings(unit.line))
    rows = list(within.values_list(part, "person__sex", young).annotate(people=Count("pk")).order_by())
    return Figures(
        total=sum(count for *_rest, count in rows),
        parts=[
            (word, count) for code, word in words.items() if (count := sum(row[3] for row in rows if row[0] == code))
        ],
        women=sum(count for _part, sex, _young, count in rows if sex == FEMALE),
        young=sum(count for _part, _sex, is_young, count in rows if is_young),
    )


def officers_of(actor: Actor, unit: Unit, day: date) -> list[Officer]:
    """Return the posts of a unit on a day, in the order of the pack, vacant ones included. Two queries.

    Whoever is signed in may know them: one has to know whom to turn to. Pages of people stay behind their own right.
    """
    here = Q(unit=unit, from_on__lte=day)
    holders = Post.objects.on(day).filter(unit=unit).values("person_id")
    read = Post.objects.filter(here | on_day(day) & Q(person_id__in=holders)).select_related("person", "unit")
    found = list(read.order_by("from_on"))
    posts = [post for post in found if post.unit_id == unit.pk]
    held = [post for post in posts if post.to_on > day]
    besides = _besides(post for post in found if post.unit_id != unit.pk)
    known = set(visible_people(actor).filter(pk__in=[post.person_id for post in held]).values_list("pk", flat=True))
    officers = [
        (
            post.code,
            Officer(
                post.title,
                post.person,
                post.from_on,
                _end(post),
                besides.get(post.person_id, ""),
                post.person_id in known,
            ),
        )
        for post in held
    ]
    rank = {code: place for place, code in enumerate(book().posts)}
    officers += _vacant(posts, held, day)
    return [officer for _code, officer in sorted(officers, key=lambda row: rank.get(row[0], FAR))]


def same_people(unit: Unit, above: Sequence[Unit], day: date) -> list[Kin]:
    """Return for each other line in use the unit of the same people: the one at this place, else the nearest above.

    ``above`` are the units above it on that day, the root first. Nobody is counted yet.
    """
    place = unit if unit.line == LINES[0] else unit.serves
    if place is None:
        return []
    chain = [place, *reversed(above if place == unit else ancestors_of(place, day))]
    standing = Unit.objects.filter(founded_on__lte=day, dissolved_on__gt=day)
    serving = as_at(standing.filter(serves__in=chain).order_by("code").select_related("type"), day)
    near = {step.pk: distance for distance, step in enumerate(chain)}
    nearest: dict[str, Unit] = {place.line: as_at([place], day)[0]}
    for found in sorted(serving, key=lambda one: near[one.serves_id or 0]):
        nearest.setdefault(found.line, found)
    twigs = {line: Twig(near) for line, near in nearest.items()}
    return [Kin(line, twigs.get(line)) for line in lines_in_use() if line != unit.line]


def _besides(others: Iterable[Post]) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for post in sorted(others, key=lambda post: not post.main):
        found.setdefault(post.person_id, []).append(f"{post.unit.name}{post.title}")
    return {person: "、".join(titles) for person, titles in found.items()}


def _vacant(posts: Iterable[Post], held: Iterable[Post], day: date) -> list[tuple[str, Officer]]:
    # A post of the pack that somebody held and nobody holds now; one that carries a role is one, whatever its title.
    filled = {post.title for post in held} | {post.code for post in held if book().role_of_post(post.code)}
    last = {post.title: post for post in posts if post.code != OTHER and not {post.code, post.title} & filled}
    return [
        (post.code, Officer(title, None, post.to_on, days_vacant=(day - post.to_on).days))
        for title, post in last.items()
    ]


def _end(post: Post) -> date | None:
    return post.to_on if post.to_on != FOREVER else None


def types_below(unit: Unit) -> list[tuple[str, str]]:
    """Return code and name of the types that may stand directly below a unit, the company's own included."""
    types = UnitType.objects.filter(line=unit.line)
    if not unit.type.open:
        types = types.filter(Q(allowed_in=unit.type) | Q(from_pack=False)).distinct()
    return [(type.code, type_name(type)) for type in types.order_by("pk")]
