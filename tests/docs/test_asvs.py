from collections import Counter

import pytest

from tools import asvs

# Counted from the standard's own list of 5.0.0: 70 of level 1, 183 of level 2, of which 7 are of V17 (WebRTC).
LEVEL_1, LEVEL_2 = 70, 183 - 7
NAMED = {"2.3.5", "2.4.2", "3.5.8", "5.2.4", "5.2.5", "5.2.6", "5.3.3", "8.3.2", "14.2.7", "14.2.8", "16.5.4"}


@pytest.fixture(scope="module")
def items():
    return [item for part in asvs.chapters().values() for item in part]


def test_every_item_of_the_first_two_levels_is_there_and_the_named_ones_of_the_third(items):
    numbers = [item.number for item in items]
    assert len(numbers) == len(set(numbers))
    levels = Counter(item.level for item in items)
    assert (levels[1], levels[2]) == (LEVEL_1, LEVEL_2)
    assert {item.number for item in items if item.level == 3} == NAMED


def test_items_stand_in_their_chapter_and_in_order():
    for title, part in asvs.chapters().items():
        places = [tuple(map(int, item.number.split("."))) for item in part]
        assert places == sorted(places)
        assert {f"V{place[0]}" for place in places} == {title.split()[0]}


def test_every_named_test_exists_and_is_one(items):
    known = asvs.tests_by_name()
    for item in items:
        for test in item.tests:
            assert "::" in asvs.placed(test, known)


def test_what_is_kept_has_a_test_and_what_is_not_a_reason(items):
    assert [item.number for item in items if item.state == asvs.KEPT and not item.tests] == []
    assert [item.number for item in items if item.state != asvs.KEPT and len(item.why.split()) < 2] == []


def test_a_test_that_is_not_there_is_told(items):
    with pytest.raises(asvs.WrongItemError, match="0 tests"):
        asvs.placed("test_of_nothing", asvs.tests_by_name())


def test_the_page_is_what_the_data_make():
    assert asvs.PAGE.read_text(encoding="utf-8") == asvs.page()
