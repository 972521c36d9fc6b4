"""Shapes of units and people for other systems. No identity number, no phone, no birthday."""

from datetime import date

from ninja import Schema

from tongxin.organisation.models import Unit
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.reads.listing import PlacedUnit
from tongxin.organisation.reads.people import PersonPage


class UnitName(Schema):
    """A unit, named in passing."""

    key: str
    code: str
    name: str


class UnitOut(UnitName):
    """A unit as at a day. ``serves`` is the administrative unit whose people a unit of another line is there for."""

    line: str
    type: str
    parent: UnitName | None
    serves: UnitName | None
    founded_on: date
    dissolved_on: date | None


class UnitPage(Schema):
    """Units by line and code. ``next`` is empty on the last page."""

    as_at: date
    items: list[UnitOut]
    next: str


class MembershipOut(Schema):
    """Where somebody belongs in a line, and as what."""

    line: str
    standing: str
    unit: UnitName
    from_on: date


class PostOut(Schema):
    """A post that somebody holds."""

    code: str
    title: str
    main: bool
    unit: UnitName
    from_on: date


class PersonOut(Schema):
    """A person as of today."""

    key: str
    staff_no: str
    name: str
    kind: str
    unit: UnitName | None
    left_on: date | None
    memberships: list[MembershipOut]
    posts: list[PostOut]


class PeoplePage(Schema):
    """People in the order in which they were entered. ``next`` is empty on the last page."""

    items: list[PersonOut]
    next: str


def unit_name(unit: Unit | None) -> UnitName | None:
    """Return a unit named in passing."""
    return _named(unit) if unit is not None else None


def _named(unit: Unit) -> UnitName:
    return UnitName(key=unit.key, code=unit.code, name=unit.name)


def unit_out(placed: PlacedUnit) -> UnitOut:
    """Return a unit as it is told."""
    unit = placed.unit
    return UnitOut(
        key=unit.key,
        code=unit.code,
        name=unit.name,
        line=unit.line,
        type=unit.type.code,
        parent=unit_name(placed.parent),
        serves=unit_name(unit.serves),
        founded_on=unit.founded_on,
        dissolved_on=unit.dissolved_on if unit.dissolved_on != FOREVER else None,
    )


def person_out(page: PersonPage) -> PersonOut:
    """Return a person as it is told."""
    person = page.person
    return PersonOut(
        key=person.key,
        staff_no=person.staff_no,
        name=person.name,
        kind=person.kind,
        unit=unit_name(person.home),
        left_on=person.left_on,
        memberships=[
            MembershipOut(line=one.line, standing=one.standing, unit=_named(one.unit), from_on=one.from_on)
            for one in page.memberships
        ],
        posts=[
            PostOut(code=post.code, title=post.title, main=post.main, unit=_named(post.unit), from_on=post.from_on)
            for post in page.posts
        ],
    )
