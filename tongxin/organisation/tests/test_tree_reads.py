from datetime import timedelta

import pytest

from tongxin.core import clock
from tongxin.core.errors import NotFoundError
from tongxin.core.policy import NOBODY
from tongxin.organisation.models import Membership, Person
from tongxin.organisation.reads.history import history_of
from tongxin.organisation.reads.tree import (
    ancestors_of,
    children_of,
    counts_below,
    descendant_ids,
    is_below,
    nearest_above,
    other_lines,
    path_name,
    path_names,
    people_counts,
    roots,
)
from tongxin.organisation.reads.units import access_unit, find_unit, lines_in_use, search_units, unit_by_key
from tongxin.organisation.tests.trees import START, SYSTEM, day, found, small_group
from tongxin.organisation.writes.dissolving import dissolve_unit
from tongxin.organisation.writes.placing import move_unit
from tongxin.organisation.writes.units import rename_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return small_group()


def test_descendants_are_the_unit_and_all_below_it_as_at_a_day(units):
    move_unit(actor=SYSTEM, unit=units["P"], parent=units["D"], day=day(10))
    before, after = descendant_ids(units["D"].pk, day(9)), descendant_ids(units["D"].pk, day(10))
    assert {row["unit_id"] for row in before} == {units["D"].pk}
    assert {row["unit_id"] for row in after} == {units[code].pk for code in ("D", "P", "T1", "T2")}
    assert is_below(units["T1"].pk, units["D"].pk)


def test_the_nearest_above_begins_with_the_unit_itself(units):
    assert nearest_above(units["T1"], lambda unit: unit.type.code == "team") == units["T1"]
    assert nearest_above(units["T1"], lambda unit: unit.type.code == "business_unit") == units["B"]
    assert nearest_above(units["T1"], lambda unit: unit.code == "none") is None


def test_people_are_counted_with_all_below_on_the_day(units):
    for number, (code, since) in enumerate([("T1", 0), ("T2", 0), ("P", 5), ("W", 0)]):
        person = Person.objects.create(staff_no=str(number), name="李卫国")
        Membership.objects.create(person=person, unit=units[code], line="administrative", from_on=day(since))
    ids = [units[code].pk for code in ("G", "P", "D")]
    assert list(people_counts(ids, day(4)).values()) == [3, 2, 0]
    assert list(people_counts(ids, day(5)).values()) == [4, 3, 0]
    assert counts_below(ids) == {units["G"].pk: 6, units["P"].pk: 2, units["D"].pk: 0}


def test_other_lines_show_who_is_there_for_the_same_people(units):
    branch = found("PB", "冲压党支部", "branch", line="party", serves=units["P"])
    union = found("PU", "冲压工会分会", "branch", line="union", serves=units["P"])
    assert other_lines(units["P"]) == [branch, union]
    assert other_lines(union) == [units["P"], branch]
    assert other_lines(units["W"]) == []
    assert lines_in_use() == ["administrative", "party", "union"]


@pytest.mark.parametrize("text", ["冲压一", "chongya", "CYYCJ", "P"])
def test_units_are_found_by_name_pinyin_initials_and_code(units, text):
    assert units["P"] in search_units(text)


def test_search_finds_neither_nothing_nor_dissolved_units(units):
    dissolve_unit(actor=SYSTEM, unit=units["W"], day=day(3))
    assert search_units("焊装") == []
    assert search_units("  ") == []
    assert search_units("甲班", line="party") == []


def test_units_are_found_by_code_and_key_and_opened_only_by_who_may_see_the_tree(units):
    press = units["P"]
    assert find_unit("administrative", "P") == unit_by_key(press.key) == access_unit(actor=SYSTEM, key=press.key)
    assert find_unit("party", "P") is None
    for actor, key in ((NOBODY, press.key), (SYSTEM, "unknown")):
        with pytest.raises(NotFoundError):
            access_unit(actor=actor, key=key)


def test_names_and_paths_are_those_of_the_day(units):
    rename_unit(actor=SYSTEM, unit=units["B"], name="车身制造部", day=day(10))
    assert path_name(units["P"], day(9)) == "同辉集团 / 车身事业部 / 冲压一车间"
    assert path_names([units["P"]], day(10)) == {units["P"].pk: "同辉集团 / 车身制造部 / 冲压一车间"}
    assert roots("administrative", day(9)) == roots("administrative") == [units["G"]]
    assert roots("administrative", START - timedelta(days=1)) == []


def test_the_history_tells_every_event_with_the_names_of_its_day(units):
    move_unit(actor=SYSTEM, unit=units["P"], parent=units["D"], day=day(5))
    rename_unit(actor=SYSTEM, unit=units["D"], name="动力总成部", day=day(6))
    rename_unit(actor=SYSTEM, unit=units["P"], name="冲压二车间", day=day(7))
    move_unit(actor=SYSTEM, unit=units["P"], parent=None, day=day(8))
    events = history_of(units["P"])
    assert [(event.day, event.kind) for event in events] == [
        (day(0), "founded"), (day(5), "moved"), (day(7), "renamed"), (day(8), "moved"),
    ]  # fmt: skip
    assert "动力事业部" in events[1].text
    assert "动力总成部" in events[3].text


def test_reads_of_the_tree_cost_the_same_for_three_and_for_thirty_units(units, django_assert_num_queries):
    ago = clock.today() - timedelta(days=1)
    for number in range(30):
        found(f"N{number}", f"新车间{number}", "workshop", units["D"])
    for unit in (units["B"], units["D"]):
        for read, queries in (
            (lambda unit=unit: [child.type.code for child in children_of(unit)], 1),
            (lambda unit=unit: [child.type.code for child in children_of(unit, ago)], 2),
            (lambda unit=unit: ancestors_of(unit), 1),
            (lambda unit=unit: path_names([unit, *unit.children.all()]), 2),
            (lambda unit=unit: people_counts(list(unit.children.values_list("pk", flat=True))), 2),
            (lambda unit=unit: other_lines(unit), 1),
            (lambda unit=unit: history_of(unit), 3),
            (lambda: search_units("新车间"), 1),
            (lambda: roots("administrative"), 1),
        ):
            with django_assert_num_queries(queries):
                read()
