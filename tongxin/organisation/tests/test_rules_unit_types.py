import pytest

from tongxin.organisation.rules.unit_types import guess_type, hints_of, type_named
from tongxin.rulebook.public import section

LINES = {line["code"]: hints_of(line) for line in section("units")["lines"]}


@pytest.mark.parametrize(
    ("line", "name", "level", "leaf", "code"),
    [
        ("administrative", "同辉集团有限公司", 0, False, "group"),
        ("administrative", "车身事业部", 1, False, "business_unit"),
        ("administrative", "党群工作部", 1, True, "department"),
        ("administrative", "长沙分公司", 1, False, "company"),
        ("administrative", "冲压一车间", 3, False, "workshop"),
        ("administrative", "甲班", 4, True, "team"),
        ("administrative", "东华门", 3, True, "team"),
        ("administrative", "东城", 2, False, "department"),
        ("administrative", "无名之处所", 9, False, "other"),
        ("party", "机关联合党支部", 2, False, "joint_branch"),
        ("party", "车身党总支", 1, False, "general_branch"),
        ("league", "动力团支部", 2, True, "branch"),
    ],
)
def test_the_type_is_guessed_by_the_longest_ending_then_by_the_place(line, name, level, leaf, code):
    assert guess_type(LINES[line], name, level, leaf=leaf) == code


@pytest.mark.parametrize(
    ("text", "code"), [("车间", "workshop"), ("科室", "section"), (" Team ", "team"), ("plant", "plant"), ("书院", "")]
)
def test_a_type_is_known_by_its_chinese_or_english_name_or_its_code(text, code):
    assert type_named(LINES["administrative"], text) == code


def test_every_type_of_the_pack_allows_only_types_of_its_own_line():
    for line in section("units")["lines"]:
        known = {entry["code"] for entry in line["types"]}
        assert all(entry["below"] == "any" or set(entry["below"]) <= known for entry in line["types"])
