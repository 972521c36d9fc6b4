"""One small organisation for the tests of cases and pages, made by the services that everybody uses.

同辉集团 ─┬─ 车身事业部 ── 冲压一车间 ── 模修班      党委 ── 冲压一车间党支部 (serves the workshop)
          ├─ 总装事业部                            工会 ── 冲压一车间分会 (serves the workshop)
          ├─ 后勤保障部
          └─ 人力资源部
"""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from tongxin.accounts.notice import version_in_force
from tongxin.accounts.public import issue_token
from tongxin.casework.public import set_route
from tongxin.core import clock
from tongxin.core.acts import working
from tongxin.core.policy import Actor, system_actor
from tongxin.organisation.public import (
    Person,
    Unit,
    actor_for,
    appoint,
    found_unit,
    give_account,
    grant_role,
    load_unit_types,
    register_person,
)

FOUNDED = date(2020, 1, 1)
BUILT = datetime(2026, 3, 16, 1, tzinfo=UTC)
PASSWORD = "a sentence for tests"
MAKER = system_actor("town")

# line, name, type, parent, the unit that it serves
UNITS = [
    ("administrative", "同辉集团", "group", "", ""),
    ("administrative", "车身事业部", "business_unit", "同辉集团", ""),
    ("administrative", "冲压一车间", "workshop", "车身事业部", ""),
    ("administrative", "模修班", "team", "冲压一车间", ""),
    ("administrative", "总装事业部", "business_unit", "同辉集团", ""),
    ("administrative", "后勤保障部", "department", "同辉集团", ""),
    ("administrative", "人力资源部", "department", "同辉集团", ""),
    ("party", "同辉集团党委", "committee", "", "同辉集团"),
    ("party", "冲压一车间党支部", "branch", "同辉集团党委", "冲压一车间"),
    ("union", "同辉集团工会", "committee", "", "同辉集团"),
    ("union", "冲压一车间分会", "branch", "同辉集团工会", "冲压一车间"),
]

# name, place of work, posts (code, unit), role of an administrator
PEOPLE = [
    ("何小满", "模修班", (), ""),
    ("李桐", "后勤保障部", (("handler", "后勤保障部"),), ""),
    ("秦朗", "后勤保障部", (("handler", "后勤保障部"),), ""),
    ("程思源", "人力资源部", (("handler", "人力资源部"),), ""),
    ("白露", "同辉集团", (("handler", "同辉集团"),), ""),
    ("方砚", "冲压一车间", (("party_secretary", "冲压一车间党支部"), ("unit_head", "冲压一车间")), ""),
    ("罗青禾", "冲压一车间", (("union_chair", "冲压一车间分会"),), ""),
    ("沈知夏", "同辉集团", (("department_officer", "同辉集团"),), ""),
    ("顾长风", "同辉集团", (("leader", "同辉集团"),), ""),
    ("魏东来", "总装事业部", (), ""),
    ("周守一", "人力资源部", (), "system_admin"),
    ("吴静言", "人力资源部", (), "security_admin"),
    ("郑明察", "人力资源部", (), "audit_admin"),
]

# category, where it happens, who is responsible
ROUTES = [
    ("facilities", "同辉集团", "后勤保障部"),
    ("canteen", "同辉集团", "后勤保障部"),
    ("pay", "同辉集团", "人力资源部"),
    ("women", "车身事业部", "冲压一车间分会"),
]


@dataclass
class Town:
    """The units and people by name. An actor is made afresh each time, as for every request."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """Return somebody as the one who acts."""
        return actor_for(self.people[name])

    def enter(self, client, name):
        """Sign somebody in, and return the client."""
        client.force_login(self.people[name].user)
        return client

    def key(self, name, *scopes, **more):
        """Return the header with a new key of somebody for the API, made by the console."""
        last = clock.today() + timedelta(days=90)
        text = issue_token(
            actor=MAKER, user=self.people[name].user, label="test", scopes=scopes, **({"last_on": last} | more)
        )
        return {"Authorization": f"Bearer {text}"}

    def hire(self, name: str, home: str, *posts: tuple[str, str]) -> Person:
        """Let one more person come, with posts (code, unit) and an account."""
        number = f"{10001 + len(self.people)}"
        person = register_person(
            actor=MAKER, name=name, staff_no=number, home=self.units[home], from_on=FOUNDED,
        )  # fmt: skip
        for code, unit in posts:
            self.appoint(person, code, unit)
        self.people[name] = give_account(actor=MAKER, person=person, password=PASSWORD, must_change=False)
        has_read_notice(person.user)
        return person

    def appoint(self, person: Person, code: str, unit: str) -> None:
        """Give somebody a post."""
        appoint(actor=MAKER, person=person, unit=self.units[unit], code=code, title=code, from_on=FOUNDED)


def has_read_notice(user):
    """Let an account have confirmed the privacy notice in force long ago."""
    user.notice_version = version_in_force()
    user.save(update_fields=["notice_version"])
    return user


def build_town() -> Town:
    """Found the units, hire the people and set the routes."""
    made = Town()
    with working():
        load_unit_types(actor=MAKER)
        for number, (line, name, kind, parent, serves) in enumerate(UNITS):
            made.units[name] = found_unit(
                actor=MAKER, line=line, code=f"U{number:02}", name=name, type_code=kind, parent=made.units.get(parent),
                serves=made.units.get(serves), day=FOUNDED,
            )  # fmt: skip
        for name, home, posts, role in PEOPLE:
            person = made.hire(name, home, *posts)
            if role:
                last = clock.today() + timedelta(days=300)
                grant_role(actor=MAKER, person=person, role=role, reason="三员分立", last_on=last)
        for category, scope, unit in ROUTES:
            set_route(actor=MAKER, category=category, scope=made.units[scope], unit=made.units[unit])
    return made


@pytest.fixture(scope="module")
def standing_town(django_db_setup, django_db_blocker):
    """Build the town once a module: each test starts from it and is rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(BUILT):
            made = build_town()
        with django_db_blocker.block():
            yield made
        transaction.set_rollback(True)


@pytest.fixture
def town(request, frozen):
    """The town on Monday, 16 March 2026: committed where a test has threads or a server, else shared by its module."""
    if is_committed(request):
        request.getfixturevalue("transactional_db")
        return build_town()
    shared = request.getfixturevalue("standing_town")  # before the transaction of the test itself
    request.getfixturevalue("db")
    return deepcopy(shared)


def is_committed(request) -> bool:
    """Return whether others than the test itself must see its data."""
    marked = request.node.get_closest_marker("django_db")
    by_mark = marked is not None and marked.kwargs.get("transaction", False)
    return by_mark or not {"transactional_db", "live_server"}.isdisjoint(request.fixturenames)
