"""What a person's page shows, and how people are found. Identity number and phone have a read of their own."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from tongxin.core import clock
from tongxin.core.policy import Actor
from tongxin.organisation.models import Membership, Person, Post, Unit
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.tree import descendant_ids
from tongxin.organisation.rights import nameable_people
from tongxin.organisation.rights.holdings import present


@dataclass(frozen=True)
class PersonPage:
    """Somebody as of a day: his memberships in the order of the lines, and his posts, main ones first."""

    person: Person
    memberships: list[Membership]
    posts: list[Post]

    @property
    def is_cross_appointed(self) -> bool:
        """Return whether he holds posts in two or more lines."""
        return len({post.unit.line for post in self.posts}) > 1


def person_page(person: Person, day: date | None = None) -> PersonPage:
    """Return a person's page as of a day (default: today). Two queries; the caller asked rights."""
    day = day or clock.today()
    memberships = Membership.objects.on(day).filter(person=person).select_related("unit")
    posts = Post.objects.on(day).filter(person=person).select_related("unit").order_by("-main", "from_on", "pk")
    return PersonPage(person, sorted(memberships, key=lambda one: LINES.index(one.line)), list(posts))


def history_of(person: Person) -> list[Membership]:
    """Return all memberships of a person, the newest first."""
    return list(person.memberships.select_related("unit").order_by("-from_on", "-pk"))


def person_by_key(key: str) -> Person | None:
    """Return the person that an address names, or None."""
    return Person.objects.filter(key=key).select_related("home").first()


def find_person(staff_no: str) -> Person | None:
    """Return the person of a staff number, or None."""
    return Person.objects.filter(staff_no=staff_no.strip()).select_related("home").first()


def search_people(actor: Actor, text: str, unit: Unit | None = None, limit: int = 20) -> list[Person]:
    """Return the people whom the actor may name, by name, pinyin, initials or staff number; nobody who has left."""
    wanted = "".join(text.split()).casefold()
    if not wanted:
        return []
    found = nameable_people(actor).filter(Q(search__contains=wanted) | Q(staff_no__istartswith=wanted), present())
    if unit is not None:
        found = found.filter(pk__in=_members_below(unit))
    return list(found.select_related("home").order_by("search", "pk")[:limit])


def label(person: Person) -> str:
    """Return how the journal names a person as the object of a fact."""
    return f"organisation.person:{person.pk}"


def _members_below(unit: Unit) -> QuerySet[Membership, Any]:
    return Membership.objects.on(clock.today()).filter(unit_id__in=descendant_ids(unit.pk)).values("person_id")
