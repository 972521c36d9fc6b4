from datetime import date

import pytest

from tongxin.casework.rules.numbering import case_number
from tongxin.casework.rules.routing import RouteLine, best_route
from tongxin.casework.rules.states import Outcome, Solved, Status, Step, is_possible, outcome_of

# Steps down, states across, as the design says it: raised, in hand, answered, closed, withdrawn.
TABLE = {
    "accept": "x....",
    "hand_on": "xx...",
    "talk": "xxx..",
    "stop": ".x...",
    "restart": ".x...",
    "extend": ".x...",
    "answer": ".x...",
    "rate": "..x..",
    "reopen": "..x..",
    "expire": "..x..",
    "withdraw": "xx...",
}
STATES = ["raised", "in_hand", "answered", "closed", "withdrawn"]
CELLS = [(step, state, mark == "x") for step, line in TABLE.items() for state, mark in zip(STATES, line, strict=True)]


@pytest.mark.parametrize(("step", "state", "possible"), CELLS)
def test_a_step_is_possible_in_the_states_of_the_table_and_in_no_other(step, state, possible):
    assert is_possible(Step(step), Status(state)) is possible


def test_the_table_knows_every_step_and_every_state():
    assert set(TABLE) == {step.value for step in Step}
    assert set(STATES) == {status.value for status in Status}


def test_only_not_solved_starts_a_case_again():
    assert {said: outcome_of(said) for said in Solved} == {
        Solved.YES: Outcome.SOLVED,
        Solved.PART: Outcome.PART,
        Solved.NO: None,
    }


@pytest.mark.parametrize(
    ("drawn", "number"), [(0, "2026-1111-000000"), (37, "2026-1111-000037"), (999_999, "2026-1111-999999")]
)
def test_a_number_says_the_day_and_six_digits(drawn, number):
    assert case_number(date(2026, 11, 11), drawn) == number


TEAM, SHOP, GROUP, ELSEWHERE = 4, 3, 1, 9
PATH = [TEAM, SHOP, GROUP]


def goes_to(category, *lines):
    return best_route(category, PATH, [RouteLine(*line) for line in lines])


def test_the_nearest_scope_wins_whatever_the_order_of_the_routes():
    lines = [("pay", GROUP, 100), ("pay", SHOP, 200)]
    assert goes_to("pay", *lines) == goes_to("pay", *reversed(lines)) == 200


def test_a_near_route_for_any_category_wins_over_a_far_one_for_this_category():
    assert goes_to("pay", ("pay", GROUP, 100), ("", SHOP, 200)) == 200


def test_at_one_scope_the_route_of_the_category_wins_over_the_one_for_any():
    lines = [("", SHOP, 200), ("pay", SHOP, 100)]
    assert goes_to("pay", *lines) == goes_to("pay", *reversed(lines)) == 100


def test_a_route_of_another_category_or_of_another_place_does_not_fit():
    assert goes_to("pay", ("canteen", SHOP, 100), ("pay", ELSEWHERE, 200)) is None


def test_without_routes_there_is_no_route():
    assert goes_to("pay") is None
