import logging
import re

import pytest
from django.conf import settings
from django.test import RequestFactory

from tests.town import PASSWORD
from tongxin.casework.tests.stories import HANDLER, RAISER
from tongxin.core.logs import ByRoute, OneLine
from tongxin.core.policy import NOBODY
from tongxin.feedback.writes import send_remark

FORMAT = settings.LOGGING["formatters"]["line"]["format"]


def line_of(message, *values, **more):
    record = logging.LogRecord("tongxin.tests", logging.WARNING, "here.py", 1, message, values, None)
    record.created = 1_795_262_400.5
    vars(record).update(more)
    return OneLine(FORMAT).format(record)


@pytest.fixture
def logged(caplog):
    """Give the lines that the product would have written so far."""
    caplog.handler.addFilter(ByRoute())
    caplog.set_level(logging.WARNING)
    return lambda: [OneLine(FORMAT).format(record) for record in caplog.records]


def test_a_line_says_when_in_utc_how_bad_where_and_what():
    assert line_of("It %s", "broke") == "2026-11-21T12:00:00.500Z WARNING tongxin.tests: It broke"


def test_nobody_can_write_a_line_of_his_own_into_the_log():
    forged = "x\n2026-11-21T12:00:00.500Z ERROR tongxin: all is well\r\x1b[2J\u2028y"
    lines = line_of("Not known: %s", forged).split("\n")
    assert [line for line in lines if re.match(r"\d{4}-", line)] == lines[:1]
    assert "\x1b" not in "".join(lines)
    assert "\r" not in "".join(lines)


def test_a_traceback_stays_readable_behind_its_bar():
    try:
        int("no number")
    except ValueError as error:
        found = line_of("Broken", exc_info=(ValueError, error, error.__traceback__))
    assert found.count("\n  | ") == found.count("\n") > 2
    assert "ValueError: invalid literal" in found


def test_the_product_writes_its_log_in_this_way():
    handler = settings.LOGGING["handlers"]["stderr"]
    assert (handler["formatter"], handler["filters"]) == ("line", ["by_route"])
    assert settings.LOGGING["formatters"]["line"]["()"] == f"{OneLine.__module__}.{OneLine.__name__}"
    assert settings.LOGGING["filters"]["by_route"]["()"] == f"{ByRoute.__module__}.{ByRoute.__name__}"


def test_who_is_turned_away_is_in_the_log_with_the_page_and_without_its_address(client, town, logged):
    town.enter(client, RAISER)
    assert client.get("/queue").status_code == 403
    assert client.get("/people/no-such-person-42").status_code == 404
    who = town.actor(RAISER).label
    assert [line.partition(": ")[2] for line in logged()] == [
        f"403 GET casework:queue {who}",
        f"404 GET organisation:person {who}",
    ]


def test_an_address_that_opens_something_is_in_no_line(client, town, logged):
    town.enter(client, RAISER)
    mark = send_remark(actor=NOBODY, body="字太小。", contact="").key
    assert client.post(f"/complaints/{mark}/helped", {"helped": "perhaps"}).status_code == 422
    assert len(logged()) == 1
    assert mark not in logged()[0]
    assert town.actor(RAISER).label not in logged()[0]


def test_no_password_and_no_name_that_was_typed_is_in_the_log(client, town, logged):
    number = town.people[HANDLER].staff_no
    for password in ("wrong-but-mine", PASSWORD + "x"):
        client.post("/sign-in", {"name": number, "password": password})
    found = "\n".join(logged())
    assert found.count("422 POST accounts:sign-in") == 2
    assert not [word for word in ("wrong-but-mine", PASSWORD, number) if word in found]


def test_a_program_s_own_line_is_left_as_it_is():
    record = logging.LogRecord("tongxin.core.jobs", logging.ERROR, "here.py", 1, "The job %s failed", ("clocks",), None)
    assert ByRoute().filter(record)
    assert record.getMessage() == "The job clocks failed"


def test_an_address_that_leads_nowhere_is_not_repeated():
    record = logging.LogRecord("django.request", logging.WARNING, "here.py", 1, "%s: %s", ("Not Found", "/x"), None)
    record.request, record.status_code = RequestFactory().get("/secret-of-somebody"), 404
    ByRoute().filter(record)
    assert record.getMessage() == "404 GET an address that does not exist"
