"""The clock of a running product jumps, and it stands in another zone: real processes under libfaketime."""

import http.client
import json
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.faults.product import Product
from tests.faults.visitor import Visitor
from tongxin.config.tests.test_serving import free_port
from tongxin.core import clock, db

OK, FOUND, REFUSED = 200, 302, 401
HOUR, YEAR = 3600, 400 * 86_400
LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)
SAYING = {"place": "", "place_note": "", "wish": "", "mode": "named", "category": "", "about": "",
          "body": "更衣室夜里没有热水"}  # fmt: skip
# Four in the morning of Monday in Shanghai; in New York it is still Sunday.
EARLY = datetime(2026, 3, 15, 20, 0, tzinfo=UTC)

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(LIBRARY is None, reason="there is no libfaketime (Debian: faketime)"),
]


@pytest.fixture
def product(tmp_path):
    if not db.is_sqlite():
        pytest.skip("the clock of the database's own machine is another one")
    made = Product(
        tmp_path / "home", free_port(), LD_PRELOAD=str(LIBRARY), FAKETIME_TIMESTAMP_FILE=str(tmp_path / "clock"),
        FAKETIME_NO_CACHE="1", FAKETIME_DONT_FAKE_MONOTONIC="1",
    )  # fmt: skip
    made.clock = tmp_path / "clock"
    set_clock(made, 0)
    yield made
    made.kill()


def set_clock(product, seconds):
    product.clock.write_text(f"{seconds:+.0f}\n")


def entered(product, people, name):
    visitor = Visitor(product.port)
    visitor.sign_in(people["clients"][0][name], people["password"])
    return visitor


def say(visitor):
    answer = visitor.post("/say", visitor.form("/say", "/say") | SAYING)
    assert answer.status == FOUND
    return answer.location.rpartition("/")[2]


def step(visitor, case, verb, **fields):
    page = f"/queue/{case}"
    answer = visitor.post(f"{page}/{verb}", visitor.form(page, f"{page}/{verb}") | fields)
    assert answer.status == FOUND, answer.text


def asked(product, token):
    """Return how the API answers a key."""
    link = http.client.HTTPConnection("127.0.0.1", product.port, timeout=10)
    link.request("GET", "/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    answer = link.getresponse()
    answer.read()
    link.close()
    return answer.status


def key_for(product, people, days):
    day = clock.today() + timedelta(days=days)
    number = people["clients"][0]["raiser"]
    return product.run(
        "tongxin", "user", "token", number, "--label", "HR", "--scope", "units:read", "--until", str(day)
    ).strip()  # fmt: skip


def test_a_running_product_bears_a_clock_that_jumps(product):
    people = product.found(1)
    product.start()
    token = key_for(product, people, 30)
    raiser, handler = entered(product, people, "raiser"), entered(product, people, "handler")
    first = say(raiser)
    set_clock(product, HOUR)
    step(handler, first, "accept")
    assert (raiser.get("/my-cases").status, asked(product, token)) == (OK, OK)
    set_clock(product, -HOUR)
    step(handler, first, "reply", to="answer", text="控制器换好了，今晚起全夜有热水。")
    assert (raiser.get("/my-cases").status, asked(product, token)) == (OK, OK)
    set_clock(product, YEAR)
    assert (raiser.get("/my-cases").status, asked(product, token)) == (FOUND, REFUSED)
    late = say(entered(product, people, "raiser"))
    set_clock(product, 0)
    assert asked(product, token) == OK
    second = say(entered(product, people, "raiser"))
    found = json.loads(product.run("tests.faults.times"))
    assert [found[name] for name in ("journal", "in order", "negative", "backwards")] == [[], True, [], []]
    assert found["jumps"] >= 2  # the clock did go back between two entries
    began = {case: date.fromisoformat(day) for case, day in found["began"].items()}
    assert (began[late] - began[second]).days == YEAR // 86_400
    assert product.said("Traceback") == 0


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_days_are_the_organisation_s_whatever_zone_the_machine_stands_in(product, zone):
    product.environment["TZ"] = zone
    set_clock(product, EARLY.timestamp() - time.time())
    people = product.found(1)
    product.start()
    case = say(entered(product, people, "raiser"))
    found = json.loads(product.run("tests.faults.times"))
    assert found["now"].startswith("2026-03-15 20:")
    assert found["began"] == {case: "2026-03-16"}
