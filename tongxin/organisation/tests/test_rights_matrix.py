"""Every role × every right × every position, against an oracle that walks the tree by hand and shares no code."""

from pathlib import Path

import pytest
import yaml

from tongxin.core.policy import NOBODY, Actor, Right, declare, declared, may
from tongxin.organisation.models import Grant, Unit
from tongxin.organisation.rights import actor_for, holders, reach, reaches
from tongxin.organisation.tests.cast import TREE, found_company

PACK = yaml.safe_load((Path(__file__).parents[2] / "packs/china_enterprise/roles.yaml").read_text(encoding="utf-8"))
ROLES = PACK["roles"]
RIGHTS = sorted({right for role in ROLES.values() for right in role["rights"]})
STANDS_ON = ["group", "plant", "shop", "team", "sales", "other", "party", "branch", "union", None]
MISSING = 999_999
COUNT = len(ROLES) * len(RIGHTS) * len(STANDS_ON) * (len(TREE) + 1)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def all_rights_are_declared():
    declare(*(Right(name, name) for name in RIGHTS if name not in declared()))


def oracle(role: str, right: str, stands_on: str | None, asked: str) -> bool:
    span = ROLES[role]["rights"].get(right)
    everyone = ROLES["employee"]["rights"].get(right)
    if "all" in (span, everyone):
        return True
    if span is None or stands_on is None or asked == "missing":
        return False
    if stands_on == asked:
        return True
    if span == "own":
        return False
    return stands_on in walk_up(asked) or (TREE[asked][1] != "" and stands_on in walk_up(TREE[asked][1]))


def walk_up(code: str) -> list[str]:
    found = []
    while code:
        found.append(code)
        code = TREE[code][0]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gives_each_right_exactly_where_the_oracle_says(role):
    company = found_company()
    person = company.hire("Wang", "sales")
    everywhere = {code: unit.pk for code, unit in company.units.items()} | {"missing": MISSING}
    for stands_on in STANDS_ON:
        Grant.objects.all().delete()
        company.grant(person, role, stands_on or "")
        actor = actor_for(person)
        for right in RIGHTS:
            far = reach(actor, right)
            reached = set(far.unit_ids().values_list("pk", flat=True))
            for asked, pk in everywhere.items():
                expected = oracle(role, right, stands_on, asked)
                assert reaches(actor, right, pk) == expected, (stands_on, right, asked)
                if asked != "missing":
                    assert (pk in reached) == expected, (stands_on, right, asked)
            anywhere = any(oracle(role, right, stands_on, asked) for asked in everywhere)
            assert may(actor, right) == anywhere


def test_the_matrix_is_large_enough_to_mean_something():
    assert COUNT > 20_000


@pytest.mark.parametrize("role", [code for code in ROLES if code != "employee"])
def test_holders_are_those_whom_the_oracle_finds(role):
    company = found_company()
    people = {stands_on: company.hire(f"On {stands_on}", "sales") for stands_on in STANDS_ON}
    for stands_on, person in people.items():
        company.grant(person, role, stands_on or "")
    for right in ROLES[role]["rights"]:
        for asked in TREE:
            found = holders(right, company.units[asked].pk)
            expected = {person for on, person in people.items() if oracle(role, right, on, asked)}
            assert set(found) == expected, (right, asked)


def test_nobody_holds_nothing_and_a_job_of_the_system_everything():
    company = found_company()
    unit_id = company.units["shop"].pk
    for right in RIGHTS:
        assert not may(NOBODY, right)
        assert not reaches(NOBODY, right, unit_id)
        assert reaches(Actor(system="clocks"), right, unit_id)


def test_asking_for_an_undeclared_right_fails_loudly():
    with pytest.raises(KeyError):
        reach(NOBODY, "organisation.fly")


def test_posts_carry_the_roles_that_the_pack_says():
    company = found_company()
    for entry in PACK["posts"]:
        person = company.hire(entry["code"], "other")
        company.post(person, "plant", entry["code"])
        for right in RIGHTS:
            role = entry.get("role", "employee")
            assert reaches(actor_for(person), right, company.units["shop"].pk) == oracle(role, right, "plant", "shop")


def test_the_holder_of_the_nearest_unit_comes_first():
    company = found_company()
    for unit in ("group", "shop", "plant"):
        company.post(company.hire(unit, "sales"), unit, "unit_head")
    found = holders("organisation.people.view", company.units["team"].pk)
    assert [person.name for person in found] == ["shop", "plant", "group"]
    skipped = holders("organisation.people.view", company.units["team"].pk, exclude={found[0].pk})
    assert skipped == found[1:]


def test_a_unit_moved_elsewhere_is_reached_from_its_new_place_at_once():
    company = found_company()
    head = company.hire("Head of sales", "sales")
    company.post(head, "sales", "unit_head")
    team = company.units["team"]
    assert not reaches(actor_for(head), "organisation.people.view", team.pk)
    Unit.objects.filter(pk=team.pk).update(parent=company.units["sales"])
    moved = team.paths_up.filter(depth__gt=0)
    moved.exclude(ancestor=company.units["group"]).delete()
    team.paths_up.create(ancestor=company.units["sales"], depth=1, from_on="2020-01-01")
    assert reaches(actor_for(head), "organisation.people.view", team.pk)
