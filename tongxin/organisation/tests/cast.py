"""One small company for the tests of people and rights, and short ways to put somebody somewhere.

group ─┬─ plant ─┬─ shop ─── team           party (serves group) ── branch (serves shop)
       └─ sales  └─ store                   union (serves plant)
other
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tongxin.core import clock
from tongxin.core.policy import Actor
from tongxin.organisation.models import Grant, Membership, Person, Post, Unit, UnitName, UnitPath, UnitType
from tongxin.organisation.rights import actor_for

LONG_AGO = date(2020, 1, 1)
LINES_OF = {"party": "party", "branch": "party", "union": "union"}
TREE = {
    "group": ("", ""), "plant": ("group", ""), "shop": ("plant", ""), "team": ("shop", ""), "store": ("plant", ""),
    "sales": ("group", ""), "other": ("", ""), "party": ("", "group"), "branch": ("party", "shop"),
    "union": ("", "plant"),
}  # fmt: skip


@dataclass
class Company:
    """The units by code, and how to hire."""

    units: dict[str, Unit] = field(default_factory=dict)
    hired: int = 0

    def hire(self, name: str, home: str = "team", **values: object) -> Person:
        """Put a new person to work in a unit."""
        self.hired += 1
        unit = self.units[home]
        person = Person.objects.create(
            staff_no=f"S{self.hired:05}", name=name, search=name.lower(), home=unit, **values
        )
        Membership.objects.create(person=person, unit=unit, line="administrative", from_on=LONG_AGO)
        return person

    def post(self, person: Person, unit: str, code: str, **span: date) -> Post:
        """Give somebody a post."""
        return Post.objects.create(
            person=person, unit=self.units[unit], code=code, title=code, **({"from_on": LONG_AGO} | span)
        )

    def grant(self, person: Person, role: str, unit: str = "") -> Grant:
        """Give somebody a role."""
        where = self.units[unit] if unit else None
        return Grant.objects.create(
            person=person, role=role, unit=where, reason="test", from_on=LONG_AGO, to_on=date(9999, 12, 31)
        )

    def officer(self, unit: str = "group", name: str = "Officer") -> Actor:
        """Return the actor of a new department officer of a unit."""
        person = self.hire(name, "sales")
        self.post(person, unit, "department_officer")
        return actor_for(person)


def found_company() -> Company:
    """Build the tree as of long ago."""
    company = Company()
    for code, (parent, serves) in TREE.items():
        line = LINES_OF.get(code, "administrative")
        kind, _ = UnitType.objects.get_or_create(line=line, code="any", defaults={"name": "any"})
        above = company.units.get(parent)
        unit = Unit.objects.create(
            line=line, code=code, name=code.title(), search=code, type=kind, parent=above,
            serves=company.units.get(serves), founded_on=LONG_AGO,
        )  # fmt: skip
        company.units[code] = unit
        UnitName.objects.create(unit=unit, name=unit.name, from_on=LONG_AGO)
        depth, ancestor = 0, unit
        while ancestor is not None:
            UnitPath.objects.create(ancestor=ancestor, unit=unit, depth=depth, from_on=LONG_AGO)
            ancestor, depth = ancestor.parent, depth + 1
    return company


def in_days(days: int) -> date:
    """Return the day so many days from today."""
    return clock.today() + timedelta(days=days)
