"""What ``make faults`` prints about coming back, and when it fails. The times themselves: tests.faults.recovery."""

from tests.faults.recovery import GOAL, Back, late, table

SOON, SLOW_WORK = Back("a web worker", 0.2, 1.0), Back("the worker", 0.1, GOAL + 1)


def test_whatever_is_back_later_than_the_goal_is_named_by_its_write_or_by_its_work():
    assert late([SOON, SLOW_WORK, Back("all", GOAL + 1, GOAL + 2)], 0.5) == ["the worker", "all"]


def test_where_others_want_the_processors_too_it_may_take_that_much_longer_and_no_more():
    assert late([SLOW_WORK], 2.0) == []
    assert late([Back("all", 2 * GOAL + 1, 2 * GOAL + 1)], 2.0) == ["all"]


def test_the_table_says_both_times_of_each():
    assert table([SOON]).splitlines()[-1] == "| a web worker | 0.2 s | 1.0 s |"
