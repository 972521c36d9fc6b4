"""Units and people for other systems: what is told of them, to whom, page by page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.town import FOUNDED, MAKER
from tongxin.core import clock
from tongxin.organisation.public import Unit, move_unit, rename_unit, visible_people

OFFICER, HEAD, WORKER = "沈知夏", "方砚", "何小满"


def get(client, path, key, **params):
    return client.get(f"/api/v1/{path}", params, headers=key)


def pages(client, path, key, **params):
    found, after = [], ""
    while True:
        page = get(client, path, key, after=after, **params).json()
        found += page["items"]
        after = page["next"]
        if not after:
            return found


@pytest.fixture
def key(town):
    return town.key(OFFICER, "units:read", "people:read")


@pytest.mark.parametrize("limit", [1, 3, 4, 200])
def test_units_come_whole_however_small_the_pages(client, town, key, limit):
    found = pages(client, "units", key, limit=limit)
    units = Unit.objects.order_by("line", "code")
    assert [one["key"] for one in found] == [unit.key for unit in units]


def test_units_of_one_line_are_told_with_what_is_above_and_whom_they_serve(client, town, key):
    found = {one["name"]: one for one in pages(client, "units", key, line="party")}
    assert set(found) == {"同辉集团党委", "冲压一车间党支部"}
    branch = found["冲压一车间党支部"]
    assert (branch["parent"]["name"], branch["serves"]["name"]) == ("同辉集团党委", "冲压一车间")
    assert branch["dissolved_on"] is None


def test_units_are_told_as_at_a_day(client, town, key):
    team, today = town.units["模修班"], clock.today()
    rename_unit(actor=MAKER, unit=team, name="模具维修班", day=today)
    move_unit(actor=MAKER, unit=Unit.objects.get(pk=team.pk), parent=town.units["总装事业部"], day=today)
    now = get(client, f"units/{team.key}", key).json()
    then = get(client, f"units/{team.key}", key, as_at=(today - timedelta(days=1)).isoformat()).json()
    assert (now["name"], now["parent"]["name"]) == ("模具维修班", "总装事业部")
    assert (then["name"], then["parent"]["name"]) == ("模修班", "冲压一车间")
    assert pages(client, "units", key, as_at=(FOUNDED - timedelta(days=1)).isoformat()) == []


@pytest.mark.parametrize("name", [OFFICER, HEAD])
def test_people_are_those_whom_the_owner_of_the_key_may_see(client, town, name):
    found = pages(client, "people", town.key(name, "people:read"), limit=2)
    assert {one["key"] for one in found} == set(visible_people(town.actor(name)).values_list("key", flat=True))
    assert len(found) == len({one["key"] for one in found})


def test_people_of_a_unit_are_those_of_all_below_it(client, town, key):
    found = pages(client, "people", key, unit=town.units["车身事业部"].key)
    assert {one["name"] for one in found} == {"何小满", "方砚", "罗青禾"}


def test_of_a_person_posts_and_memberships_are_told_and_nothing_sealed(client, town, key):
    person = town.people[HEAD]
    person.phone, person.national_id = "13812345678", "110101199003070011"
    person.save()
    answer = get(client, f"people/{person.key}", key)
    found = answer.json()
    assert {(post["code"], post["unit"]["name"]) for post in found["posts"]} == {
        ("party_secretary", "冲压一车间党支部"),
        ("unit_head", "冲压一车间"),
    }
    assert [one["line"] for one in found["memberships"]] == ["administrative"]
    assert set(found) == {"key", "staff_no", "name", "kind", "unit", "left_on", "memberships", "posts"}
    assert "13812345678" not in answer.content.decode()
    assert "110101199003070011" not in answer.content.decode()


def test_a_worker_reads_himself_and_nobody_else(client, town):
    key = town.key(WORKER, "people:read")
    assert get(client, f"people/{town.people[WORKER].key}", key).json()["name"] == WORKER
    hidden, missing = get(client, f"people/{town.people[HEAD].key}", key), get(client, "people/none", key)
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert get(client, "people", key).status_code == 403


def test_a_unit_that_does_not_exist_is_named(client, town, key):
    assert get(client, "units/none", key).status_code == 404
    assert get(client, "people", key, unit="none").status_code == 404


@pytest.mark.parametrize("path", ["units", "people"])
def test_a_page_costs_the_same_however_long_it_is(client, town, key, path):
    def cost(limit):
        get(client, path, key)  # the day of its use is kept once
        with CaptureQueriesContext(connection) as queries:
            get(client, path, key, limit=limit)
        return len(queries)

    assert cost(3) == cost(200) < 12
