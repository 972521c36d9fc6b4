import pytest

from tongxin.organisation.rules.tree import Kind
from tongxin.organisation.rules.unit_plan import Known, Line
from tongxin.organisation.rules.unit_planning import plan_units
from tongxin.organisation.rules.unit_rows import Place, row_of, steps_of
from tongxin.organisation.rules.unit_types import hints_of
from tongxin.rulebook.public import section

ADMINISTRATIVE = section("units")["lines"][0]
KINDS = {
    entry["code"]: Kind(entry["code"], entry["below"] == "any", False, frozenset(entry["below"]))
    for entry in ADMINISTRATIVE["types"]
}


def line(known=None, **more):
    return Line(known or {}, KINDS, hints_of(ADMINISTRATIVE), **more)


def rows(*cells):
    return [
        row_of(
            Place("", number), dict(zip(("code", "name", "parent_code", "type", "path", "parent"), row, strict=False))
        )
        for number, row in enumerate(cells, start=2)
    ]


def faults(plan):
    return [(note.row.place.number, note.fault.value) for note in plan.rejected]


def total(plan):
    return sum(map(len, (plan.new, plan.changed, plan.moved, plan.rejected))) + plan.unchanged + plan.duplicates


GROUP = ("1", "同辉集团")
BODY = ("11", "车身公司", "1")
PRESS = ("111", "冲压车间", "11")
STANDING = {
    "1": Known("同辉集团", "group", ""),
    "11": Known("车身公司", "company", "1"),
    "111": Known("冲压车间", "workshop", "11"),
}


def test_rows_in_any_order_are_planned_parents_first():
    plan = plan_units(rows(PRESS, BODY, GROUP), line())
    assert [(change.row.code, change.type, change.parent, change.level) for change in plan.new] == [
        ("1", "group", "", 0),
        ("11", "company", "1", 1),
        ("111", "workshop", "11", 2),
    ]


def test_the_same_file_again_changes_nothing():
    plan = plan_units(rows(GROUP, BODY, PRESS), line(STANDING))
    assert (plan.unchanged, total(plan)) == (3, 3)


def test_a_row_with_new_name_and_new_parent_counts_as_moved():
    plan = plan_units(rows(("111", "冲压二车间", "1"), ("11", "车身制造公司", "1")), line(STANDING))
    assert [change.row.code for change in plan.moved] == ["111"]
    assert [change.row.code for change in plan.changed] == ["11"]


def test_a_code_again_is_a_duplicate_with_equal_content_and_refused_with_another():
    plan = plan_units(rows(GROUP, GROUP, ("1", "另一集团")), line())
    assert (len(plan.new), plan.duplicates) == (1, 1)
    assert faults(plan) == [(4, "other_content")]
    assert plan.rejected[0].data["first"] == 2


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("5", ""), "no_name"),
        (("", "无码车间"), "no_code"),
        (("5", "车间", "404"), "parent_unknown"),
        (("5", "长" * 121), "too_long"),
        (("5", "车间", "5"), "cycle"),
    ],
)
def test_a_row_that_cannot_be_placed_is_refused_with_its_reason(row, fault):
    plan = plan_units(rows(GROUP, row), line())
    assert faults(plan) == [(3, fault)]


def test_what_hangs_on_a_refused_row_is_refused_too_and_names_it():
    plan = plan_units(rows(("11", "", "1"), GROUP, PRESS, ("1111", "甲班", "111")), line())
    assert faults(plan) == [(2, "no_name"), (4, "parent_refused"), (5, "parent_refused")]
    assert [note.data.get("place") for note in plan.rejected[1:]] == [2, 4]


def test_a_circle_and_what_hangs_on_it_are_refused_and_the_rest_is_taken():
    plan = plan_units(rows(GROUP, ("2", "甲部", "3"), ("3", "乙部", "2"), ("4", "丙部", "3")), line())
    assert faults(plan) == [(3, "cycle"), (4, "cycle"), (5, "parent_refused")]
    assert [change.row.code for change in plan.new] == ["1"]


def test_a_circle_with_a_unit_that_the_file_does_not_name_is_found():
    plan = plan_units(rows(("1", "同辉集团", "111")), line(STANDING))
    assert faults(plan) == [(2, "cycle")]


def test_two_units_may_change_places():
    plan = plan_units(rows(("11", "车身公司"), ("1", "同辉集团", "11"), ("111", "冲压车间", "1")), line(STANDING))
    assert [(change.row.code, change.parent) for change in plan.moved] == [("11", ""), ("1", "11"), ("111", "1")]
    assert not plan.rejected


def test_a_dissolved_unit_is_neither_changed_nor_a_parent():
    known = {"1": Known("同辉集团", "group", "", dissolved=True)}
    plan = plan_units(rows(GROUP, BODY, ("2", "别的公司", "1")), line(known))
    assert faults(plan) == [(2, "dissolved"), (3, "parent_refused"), (4, "parent_refused")]
    assert faults(plan_units(rows(BODY), line(known))) == [(2, "parent_dissolved")]


def test_a_unit_with_a_planned_change_is_left_alone_unless_nothing_changes():
    known = STANDING | {"111": Known("冲压车间", "workshop", "11", fixed=True)}
    assert plan_units(rows(PRESS), line(known)).unchanged == 1
    assert faults(plan_units(rows(("111", "冲压车间", "1")), line(known))) == [(2, "later_change")]


def test_units_out_of_reach_are_not_touched():
    known = STANDING | {"1": Known("同辉集团", "group", "", open=False)}
    plan = plan_units(
        rows(("1", "别名"), ("12", "新公司", "1"), ("111", "冲压车间", "1"), ("9", "新集团"), ("112", "新车间", "11")),
        line(known, top_open=False),
    )
    assert faults(plan) == [(number, "out_of_reach") for number in (2, 3, 4, 5)]
    assert [change.row.code for change in plan.new] == ["112"]


def test_a_file_of_paths_needs_no_codes_and_is_known_again():
    cells = [("", "", "", "", path) for path in ("同辉集团/车身公司/冲压车间", "同辉集团", "同辉集团 > 车身公司")]
    plan = plan_units(rows(*cells), line())
    assert [change.row.name for change in plan.new] == ["同辉集团", "车身公司", "冲压车间"]
    known = {change.row.code: Known(change.row.name, change.type, change.parent) for change in plan.new}
    assert plan_units(rows(*cells), line(known)).unchanged == 3


def test_a_path_finds_the_unit_that_exists_under_a_code_of_its_own():
    plan = plan_units(rows(("", "", "", "", "同辉集团/车身公司/冲压车间")), line(STANDING))
    assert (plan.unchanged, total(plan)) == (1, 1)


def test_a_parent_may_be_given_by_name_if_only_one_is_meant():
    named = [GROUP, BODY, ("12", "动力公司", "1"), ("111", "一车间", "11"), ("121", "一车间", "12")]
    plan = plan_units(
        rows(*named, ("A", "甲班", "", "", "", "动力公司"), ("B", "乙班", "", "", "", "一车间"),
             ("C", "丙班", "", "", "", "同辉集团/车身公司/一车间"), ("D", "丁班", "", "", "", "二车间")),
        line(),
    )  # fmt: skip
    assert {change.row.code: change.parent for change in plan.new if change.row.code in "AC"} == {"A": "12", "C": "111"}
    assert faults(plan) == [(8, "parent_ambiguous"), (10, "parent_unknown")]
    assert plan.rejected[0].data["count"] == 2


def test_an_unknown_type_is_made_and_an_unusual_place_is_only_warned_of():
    plan = plan_units(rows(("1", "甲班", "", "班组"), ("2", "乙厂", "1", "厂"), ("3", "书院", "1", "书院")), line())
    assert plan.new_types == ["书院"]
    assert [(note.row.code, note.fault.value) for note in plan.warnings] == [("3", "new_type"), ("2", "type_not_usual")]
    assert len(plan.new) == 3


@pytest.mark.parametrize("text", ["", "0", "无", "—", "/"])
def test_many_words_say_that_nothing_stands_above(text):
    assert steps_of(text) == ()


def test_every_row_is_counted_once():
    cells = [
        GROUP,
        GROUP,
        BODY,
        ("11", "别名", "1"),
        ("", "无码"),
        ("7", "孤儿", "8"),
        ("3", "环", "4"),
        ("4", "环", "3"),
        PRESS,
    ]
    plan = plan_units(rows(*cells), line(STANDING))
    assert total(plan) == len(cells)
