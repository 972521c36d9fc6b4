"""How many questions a page asks the database: the same for three cases and for thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongxin.casework.public import say
from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, accepted, answered, raised

# page: (who opens it, how many queries it may cost beyond those of every page)
PAGES = {
    "/": (RAISER, 9),
    "/my-cases": (RAISER, 0),
    "/queue?view=open": (HANDLER, 3),
    "/queue?view=open&q=热水": (OFFICER, 5),
    "/workbench": (OFFICER, 8),
    "/queue/routes": (OFFICER, 0),
}
PLAIN = "/me"


def cost(client, path):
    """Return how many queries a page costs beyond those of a page that shows nothing but the bars."""
    return count(client, path) - count(client, PLAIN)


def count(client, path):
    client.get(path)  # what is read once a process does not count
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


def fill(town, count):
    for number in range(count):
        (raised, accepted, answered)[number % 3](town, mode=("named", "handler_only")[number % 2])


@pytest.mark.parametrize("path", PAGES)
def test_a_list_costs_the_same_for_three_rows_and_for_thirty(client, town, path):
    who, most = PAGES[path]
    town.enter(client, who)
    fill(town, 3)
    few = cost(client, path)
    fill(town, 27)
    assert few == cost(client, path)
    assert few <= most


@pytest.mark.parametrize(("name", "who", "most"), [("case", RAISER, 4), ("work", HANDLER, 20)])
def test_a_case_costs_the_same_for_three_lines_and_for_thirty(client, town, name, who, most):
    town.enter(client, who)
    case = accepted(town)
    costs = []
    for count in (3, 27):
        for _ in range(count):
            say(actor=town.actor(HANDLER), key=case.key, text="还在等配件。")
        costs.append(cost(client, reverse(f"casework:{name}", args=[case.key])))
    assert costs[0] == costs[1]
    assert costs[0] <= most


def test_a_case_beside_the_queue_asks_twenty_questions_at_most(client, town):
    town.enter(client, OFFICER)
    fill(town, 30)
    assert count(client, reverse("casework:work", args=[accepted(town).key])) <= 20
