"""A running product whose Redis is slow by two seconds, killed, or emptied: nobody is signed out, and few wait."""

import shutil
import statistics
import time

import pytest
from redis import from_url

from tests.faults.own_redis import Redis
from tests.faults.product import Product
from tests.faults.proxy import Proxy
from tests.faults.test_redis_away import SAYING
from tests.faults.visitor import Visitor
from tongxin.config.tests.test_serving import free_port

OK, FOUND = 200, 302
SLOW, TIMES, PAGES = 2.0, 3, 200
SECONDS_FOR_WORKER = 20

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="there is no Redis to be killed"),
]


@pytest.fixture
def redis(tmp_path):
    made = Redis(tmp_path)
    made.start()
    made.line = Proxy(made.port)
    yield made
    made.line.close()
    made.kill()


@pytest.fixture
def product(redis, tmp_path):
    made = Product(tmp_path / "home", free_port(), REDIS_URL=f"redis://127.0.0.1:{redis.line.port}/0")
    made.people = made.found(1)
    made.start()
    yield made
    made.kill()


def visitor_of(product, name):
    visitor = Visitor(product.port)
    visitor.sign_in(product.people["clients"][0][name], product.people["password"])
    return visitor


def p95(visitor):
    """Return the time in seconds within which 95 of 100 pages came."""
    taken = []
    for _ in range(PAGES):
        began = time.monotonic()
        assert visitor.get("/my-cases").status == OK
        taken.append(time.monotonic() - began)
    return statistics.quantiles(taken, n=20)[-1]


def test_whatever_redis_does_people_stay_in_work_goes_on_and_pages_come_in_time(product, redis, record_property):
    raiser, handler = visitor_of(product, "raiser"), visitor_of(product, "handler")
    p95(raiser)  # warm
    usual = p95(raiser)
    ratios = {}
    for trouble in (slow, emptied, killed):
        trouble(redis)
        ratios[trouble.__name__] = round(p95(raiser) / usual, 2)
        form = raiser.form("/say", "/say") | SAYING | {"_key": trouble.__name__}
        n_told = notices(raiser)
        said = raiser.post("/say", form)
        assert said.status == FOUND
        case = said.location.rpartition("/")[2]
        page, action = f"/queue/{case}", f"/queue/{case}/accept"
        assert handler.post(action, handler.form(page, action)).status == FOUND
        assert is_told(raiser, n_told + 1), trouble  # the worker is not held up by it either
    record_property("p95 against the usual one", ratios)
    assert max(ratios.values()) <= TIMES, ratios
    assert product.said("Traceback") == 0


def notices(visitor):
    return visitor.get("/inbox").text.count('action="/inbox/')


def is_told(raiser, count):
    """Return whether the worker told in time that a case was accepted."""
    limit = time.monotonic() + SECONDS_FOR_WORKER
    while time.monotonic() < limit:
        if notices(raiser) == count:
            return True
        time.sleep(0.2)
    return False


def slow(redis):
    redis.line.delay = SLOW


def emptied(redis):
    redis.line.delay = 0.0
    with from_url(redis.url) as client:
        client.flushall()


def killed(redis):
    redis.kill()
