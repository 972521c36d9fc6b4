"""When a second person is needed, and what an approval covers."""

import pytest

from tongxin.exports.rules import covered, needs_second


@pytest.mark.parametrize(
    ("rows", "taken", "second"),
    [
        (0, 900, False),
        (1, 0, False),
        (500, 0, False),
        (501, 0, True),
        (100, 400, False),
        (101, 400, True),
        (1, 500, True),
    ],
)
def test_rows_are_added_up_to_the_limit_and_no_further(rows, taken, second):
    assert needs_second(rows, taken, 500) is second


@pytest.mark.parametrize(("approved", "most"), [(99, 99), (100, 101), (1250, 1262)])
def test_an_approval_covers_a_growth_of_one_in_a_hundred(approved, most):
    assert covered(approved, 1) == most
