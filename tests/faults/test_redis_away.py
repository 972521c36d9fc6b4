"""Redis killed, emptied or slow: pages answer, people stay signed in, and what was acknowledged is in the database."""

import shutil
import signal
import time

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from tests.faults.own_redis import Redis
from tests.faults.product import Product
from tests.faults.visitor import Visitor
from tongxin.casework.models import Case
from tongxin.casework.tests.stories import RAISER, WORDS
from tongxin.config import environ
from tongxin.config.tests.test_serving import free_port
from tongxin.core import caches as forgiving
from tongxin.core.caches import ForgivingRedisCache

OK, FOUND, LONG = 200, 302, 1.5
SAYING = {"place": "", "place_note": "", "wish": "", "mode": "named", "category": "", "about": "", "body": WORDS}

pytestmark = pytest.mark.skipif(shutil.which("redis-server") is None, reason="there is no Redis to be killed")


@pytest.fixture
def redis(tmp_path):
    made = Redis(tmp_path)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def on_redis(redis, settings, monkeypatch):
    """The product's settings with REDIS_URL, in this process."""
    settings.REDIS_URL, settings.CACHES = redis.url, environ.caches(redis.url)
    settings.SESSION_ENGINE, settings.SESSION_CACHE_ALIAS = "django.contrib.sessions.backends.cached_db", "sessions"
    monkeypatch.setattr(ForgivingRedisCache, "_rests_until", 0.0)
    monkeypatch.setattr(forgiving, "REST_SECONDS", 0.0)
    return redis


def killed(redis):
    redis.kill()


def emptied(redis):
    caches["sessions"].clear()


def stopped(redis):
    redis.process.send_signal(signal.SIGSTOP)


@pytest.mark.parametrize("trouble", [killed, emptied, stopped])
def test_whoever_is_signed_in_stays_so_and_what_he_sends_is_kept(on_redis, town, trouble):
    client = town.enter(Client(), RAISER)
    assert client.get("/").status_code == OK
    trouble(on_redis)
    assert client.get("/my-cases").status_code == OK
    assert client.post("/say", SAYING | {"_key": "one form"}).status_code == FOUND
    assert Case.objects.count() == 1


@pytest.mark.parametrize("trouble", [killed, stopped])
def test_one_can_sign_in_and_out_without_it(on_redis, town, trouble):
    trouble(on_redis)
    client = town.enter(Client(), RAISER)
    assert client.get("/").status_code == OK
    client.post("/sign-out")
    assert client.get("/").status_code == FOUND


def test_who_signed_out_while_it_was_away_is_out_after_a_minute_at_the_latest(on_redis, town):
    client = town.enter(Client(), RAISER)
    client.get("/")
    (key,) = on_redis_keys(on_redis)
    assert 0 < caches["sessions"]._cache.get_client().ttl(key) <= forgiving.SESSION_SECONDS
    assert caches["sessions"].get_backend_timeout(None) == forgiving.SESSION_SECONDS
    assert settings.SESSION_COOKIE_AGE > forgiving.SESSION_SECONDS


def on_redis_keys(redis):
    return caches["sessions"]._cache.get_client().keys("*sessions*")


def test_after_a_failure_it_is_left_alone_for_a_while_and_used_again_then(on_redis, monkeypatch):
    cache = caches["default"]
    monkeypatch.setattr(forgiving, "REST_SECONDS", 60.0)
    stopped(on_redis)
    began = time.monotonic()
    for _ in range(20):
        assert cache.get("a", "otherwise") == "otherwise"
    assert time.monotonic() - began < LONG
    on_redis.process.send_signal(signal.SIGCONT)
    monkeypatch.setattr(ForgivingRedisCache, "_rests_until", 0.0)
    cache.set("a", 1)
    assert cache.get("a") == 1


def test_every_way_to_ask_it_has_an_answer_without_it(on_redis):
    cache = caches["default"]
    killed(on_redis)
    assert cache.get_or_set("a", lambda: "made", 60) == "made"
    assert (cache.get_many(["a"]), cache.set_many({"a": 1}), "a" in cache) == ({}, ["a"], False)
    assert (cache.add("a", 1), cache.touch("a"), cache.delete("a"), cache.clear()) == (False, False, False, False)
    assert (cache.set("a", 1), cache.delete_many(["a"])) == (None, None)


@pytest.mark.heavy
def test_the_product_serves_on_when_its_redis_dies(redis, tmp_path):
    product = Product(tmp_path / "home", free_port(), REDIS_URL=redis.url)
    people = product.found(1)
    product.start()
    try:
        visitor = Visitor(product.port)
        visitor.sign_in(people["clients"][0]["raiser"], people["password"])
        form = visitor.form("/say", "/say")
        for trouble in (stopped, killed):
            trouble(redis)
            assert [visitor.get("/").status for _ in range(5)] == [OK] * 5
            assert visitor.post("/say", form | SAYING | {"_key": trouble.__name__}).status == FOUND
        redis.start()
        assert visitor.get("/my-cases").status == OK
        assert product.said("Traceback") == 0
    finally:
        product.kill()
