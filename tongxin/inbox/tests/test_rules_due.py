from datetime import date

import pytest

from tongxin.inbox.rules.due import nearness, rank

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (None, ""),
        (date(2026, 11, 19), "late"),
        (FRIDAY, "soon"),
        (date(2026, 11, 22), "soon"),
        (date(2026, 11, 23), ""),
    ],
)
def test_a_day_is_late_once_it_is_over_and_soon_from_two_days_before(due_on, expected):
    assert nearness(due_on, FRIDAY) == expected


def test_the_nearest_day_comes_first_and_what_has_no_day_last():
    ranks = [rank(None, 1, "a"), rank(FRIDAY, 100, "b"), rank(FRIDAY, 10, "c"), rank(date(2026, 1, 1), 900, "d")]
    assert [title for _, _, title in sorted(ranks)] == ["d", "c", "b", "a"]
