"""Facts for a data warehouse: in order, in reach, and never a word of who spoke."""

import typing

import pytest

from tests.town import MAKER
from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, answered, raised
from tongxin.core import clock
from tongxin.exchange.reads.facts import public_kinds
from tongxin.journal.public import kinds
from tongxin.organisation.models import Unit
from tongxin.organisation.public import move_unit

AUDIT = "郑明察"
UNIT_IDS = {"from_unit_id", "parent_id", "from_id", "to_id", "into_id"}  # these values of public facts are units


def take(client, town, name, **params):
    answer = client.get("/api/v1/facts", params, headers=town.key(name, "facts:read"))
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_facts_come_by_number_and_whole_however_small_the_pages(client, town):
    answered(town)
    whole = take(client, town, AUDIT, limit=200)["items"]
    found, after, more = [], 0, True
    while more:
        page = take(client, town, AUDIT, after=after, limit=2)
        found += page["items"]
        after, more = page["last"], page["more"]
    assert found == whole
    assert [one["number"] for one in found] == sorted({one["number"] for one in found})
    kinds_found = [one["kind"] for one in found if one["kind"].startswith("casework")]
    assert kinds_found == ["casework.case_raised", "casework.case_accepted", "casework.case_answered"]


def test_facts_about_one_case_have_one_subject_that_says_nothing(client, town):
    case = answered(town)
    found = take(client, town, AUDIT, kind=["casework.case_raised", "casework.case_accepted"])["items"]
    assert len({one["subject"] for one in found}) == 1
    assert case.label not in str(found)
    assert {one["unit"] for one in found} == {case.unit.key}


@pytest.mark.parametrize("mode", ["named", "handler_only"])
def test_no_fact_names_anybody_nor_tells_the_minute_of_who_spoke(client, town, mode):
    answered(town, mode=mode)
    found = take(client, town, AUDIT, limit=200)["items"]
    for one in (RAISER, HANDLER):
        person = town.people[one]
        assert not {f"person:{person.pk}", person.name, person.staff_no, person.key} & set(map(str, flat(found)))
    said = [one for one in found if kinds()[one["kind"]].nameless]
    assert said
    assert all(one["at"] is None and one["day"] == clock.today().isoformat() for one in said)


def flat(value):
    if isinstance(value, dict):
        value = list(value.values())
    return [leaf for part in value for leaf in flat(part)] if isinstance(value, list) else [value]


def test_an_officer_takes_the_facts_of_his_units_only(client, town):
    town.hire("孙干事", "总装事业部", ("department_officer", "总装事业部"))
    answered(town)
    assert take(client, town, OFFICER)["items"]
    units = {one["unit"] for one in take(client, town, "孙干事", limit=200)["items"]}
    assert units == {town.units["总装事业部"].key}


def test_nobody_takes_a_fact_about_a_case_that_is_about_him(client, town):
    raised(town, about=OFFICER)
    assert take(client, town, OFFICER, kind="casework.case_raised")["items"] == []
    assert len(take(client, town, AUDIT, kind="casework.case_raised")["items"]) == 1


@pytest.mark.parametrize("name", [RAISER, HANDLER, "顾长风", "周守一", "吴静言"])
def test_without_the_right_no_fact_is_told(client, town, name):
    key = town.key(name, "facts:read")
    assert client.get("/api/v1/facts", headers=key).status_code == 403


def test_units_are_named_by_key_and_not_by_number(client, town):
    unit = Unit.objects.get(pk=town.units["模修班"].pk)
    move_unit(actor=MAKER, unit=unit, parent=town.units["总装事业部"], day=clock.today())
    (moved,) = take(client, town, AUDIT, kind="organisation.unit_moved")["items"]
    assert moved["data"] == {"from": town.units["冲压一车间"].key, "to": town.units["总装事业部"].key}


@pytest.mark.parametrize("kind", ["accounts.token_issued", "organisation.person_left", "none"])
def test_what_is_not_public_cannot_be_asked_for(client, town, kind):
    key = town.key(AUDIT, "facts:read")
    answer = client.get("/api/v1/facts", {"kind": kind}, headers=key)
    assert (answer.status_code, answer.json()["field"]) == (422, "kind")


def test_a_public_fact_holds_no_id_but_of_units():
    for kind in public_kinds():
        own = set(typing.get_type_hints(kinds()[kind])) - {"object", "unit_id", "person_id", "day", "amount", "key"}
        assert {name for name in own if name.endswith(("_id", "_ids"))} <= UNIT_IDS, kind


def test_facts_that_name_people_or_what_is_sensitive_are_not_public():
    private = set(kinds()) - set(public_kinds())
    assert {"organisation.person_registered", "organisation.appointed", "accounts.account_opened"} <= private
    assert all(kind.startswith(("casework.", "organisation.unit_")) for kind in public_kinds())
