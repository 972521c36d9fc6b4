from datetime import date

import pytest

from tongxin.organisation.rules.tree import (
    Kind,
    Refused,
    Span,
    Standing,
    may_stand_below,
    paths_of_new_unit,
    refuse_change,
    refuse_parent,
)

FOREVER = date(9999, 12, 31)
PLANT = Kind("plant", open=False, own=False, allows=frozenset({"workshop"}))
WORKSHOP = Kind("workshop", open=False, own=False)
OWN = Kind("school")
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


def standing(line="administrative", kind=PLANT, founded_on=MAY, dissolved_on=FOREVER):
    return Standing(line, kind, founded_on, dissolved_on)


@pytest.mark.parametrize(
    ("kind", "above", "allowed"),
    [(WORKSHOP, PLANT, True), (PLANT, WORKSHOP, False), (OWN, WORKSHOP, True), (PLANT, OWN, True)],
)
def test_a_type_stands_only_below_types_that_allow_it_and_own_types_anywhere(kind, above, allowed):
    assert may_stand_below(kind, above) is allowed


@pytest.mark.parametrize(
    ("line", "kind", "parent", "refused"),
    [
        ("administrative", WORKSHOP, standing(), None),
        ("party", WORKSHOP, standing(), Refused.OTHER_LINE),
        ("administrative", WORKSHOP, standing(founded_on=JULY), Refused.NOT_YET_FOUNDED),
        ("administrative", WORKSHOP, standing(dissolved_on=JULY), Refused.DISSOLVED),
        ("administrative", PLANT, standing(kind=WORKSHOP), Refused.TYPE_NOT_ALLOWED),
    ],
)
def test_a_parent_must_be_of_the_line_there_to_stay_and_of_a_type_that_allows_the_unit(line, kind, parent, refused):
    assert refuse_parent(line, kind, parent, JUNE, FOREVER) is refused


@pytest.mark.parametrize(
    ("unit", "last_change", "refused"),
    [
        (standing(), MAY, None),
        (standing(), JUNE, None),
        (standing(), JULY, Refused.LATER_CHANGE),
        (standing(founded_on=JULY), JULY, Refused.NOT_YET_FOUNDED),
        (standing(dissolved_on=JULY), MAY, Refused.DISSOLVED),
    ],
)
def test_a_change_never_reaches_behind_a_later_one(unit, last_change, refused):
    assert refuse_change(unit, last_change, JUNE, FOREVER) is refused


def test_a_new_unit_stands_below_all_that_its_parent_stands_below_from_then_on():
    above = [Span(7, 0, MAY, FOREVER), Span(3, 1, MAY, JUNE), Span(4, 1, JUNE, JULY), Span(5, 1, JULY, FOREVER)]
    assert list(paths_of_new_unit(9, above, JUNE, FOREVER)) == [
        Span(9, 0, JUNE, FOREVER),
        Span(7, 1, JUNE, FOREVER),
        Span(4, 2, JUNE, JULY),
        Span(5, 2, JULY, FOREVER),
    ]
