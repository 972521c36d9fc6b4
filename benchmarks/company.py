"""A company for the measurements: 2,000 units on four levels, people by the roster, officers and accounts."""

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from benchmarks.make_roster import unit_codes, write_roster
from tongxin.accounts.models import User
from tongxin.accounts.notice import version_in_force
from tongxin.casework.models import Route
from tongxin.core import clock
from tongxin.core.policy import Actor, system_actor
from tongxin.organisation.models import Person, Post
from tongxin.organisation.public import Unit, actor_for, import_people, import_units

ME = system_actor("bench")
UNITS, WIDTHS = 2_000, (20, 20, 4)
HANDLING_LEVELS = 3
PASSWORDLESS = "!"
BACKEND = "tongxin.accounts.sign_in.NumberOrPhoneBackend"


@dataclass(frozen=True)
class Company:
    """The units by level (the root first) and how many people work in them."""

    levels: list[list[Unit]]
    people: int

    @property
    def units(self) -> list[Unit]:
        """Return all units."""
        return [unit for level in self.levels for unit in level]


def build_company(people: int) -> Company:
    """Return the company, built at the first call: units and people by import, a handler in each larger unit."""
    if not Unit.objects.filter(code="U00000").exists():
        _import(people)
    units = {unit.code: unit for unit in Unit.objects.filter(code__startswith="U")}
    levels, start = [], 0
    for width in (1, *(len(level) for level in _level_codes()[1:])):
        codes = unit_codes(UNITS)[start : start + width]
        levels.append([units[code] for code in codes])
        start += width
    company = Company(levels, people)
    if not Post.objects.filter(code="handler", unit=levels[0][0]).exists():
        _appoint(company)
    return company


def _level_codes() -> list[list[str]]:
    codes, levels, width, start = unit_codes(UNITS), [], 1, 0
    for more in (*WIDTHS, 0):
        levels.append(codes[start : start + width])
        start, width = start + width, min(width * more, UNITS - start - width)
    return levels


def _import(people: int) -> None:
    file, roster = Path(settings.HOME) / "company.json", Path(settings.HOME) / "company.xlsx"
    below_of: dict[str, list[object]] = {code: [] for code in unit_codes(UNITS)}
    nodes = {code: {"code": code, "name": f"单位{code}", "children": below_of[code]} for code in below_of}
    levels = _level_codes()
    for above, below in pairwise(levels):
        for place, code in enumerate(below):
            below_of[above[place % len(above)]].append(nodes[code])
    file.write_text(json.dumps([nodes[levels[0][0]]]), encoding="utf-8")
    import_units(actor=ME, path=file, today=clock.today())
    write_roster(roster, people, UNITS)
    import_people(actor=ME, path=roster, today=clock.today())


def _appoint(company: Company) -> None:
    """A handler in each unit of the upper levels, a supervisor at the root and in each division, a few routes."""
    spare = iter(Person.objects.order_by("pk"))
    root, divisions = company.levels[0][0], company.levels[1]
    wanted = [("handler", unit) for level in company.levels[:HANDLING_LEVELS] for unit in level]
    wanted += [("department_officer", unit) for unit in [root, *divisions]]
    Post.objects.bulk_create(
        Post(person=next(spare), unit=unit, code=code, title=code, from_on=clock.today()) for code, unit in wanted
    )
    Route.objects.bulk_create(
        Route(category=category, scope=root, unit=unit)
        for category, unit in zip(("facilities", "canteen", "pay"), divisions, strict=False)
    )


def officer(code: str, unit: Unit) -> Person:
    """Return who holds a post in a unit."""
    return Post.objects.get(code=code, unit=unit).person


def workers(count: int, skip: int = 1_000) -> list[Person]:
    """Return people who hold no post."""
    return list(Person.objects.select_related("home").order_by("pk")[skip : skip + count])


def as_actor(person: Person) -> Actor:
    """Return a person as the one who acts, with nothing read yet."""
    return actor_for(person)


def session_of(person: Person) -> str:
    """Sign a person in. Returns the value of the session cookie."""
    if person.user is None:
        person.user = User.objects.create(
            number=person.staff_no, password=PASSWORDLESS, notice_version=version_in_force()
        )
        person.save(update_fields=["user"])
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.user.pk), BACKEND
    session[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
