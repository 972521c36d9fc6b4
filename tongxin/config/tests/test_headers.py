"""What every answer says to the browser, and what every cookie is bound to: as served, and as set for https."""

import json
import os
import pickle
import subprocess
import sys
from functools import lru_cache

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tongxin.casework.tests.stories import RAISER
from tongxin.config import health

ASKED = """
import django, json
django.setup()
from django.conf import settings
from django.test import RequestFactory
from tongxin.core.flash import HostCookieStorage
from tongxin.core.ui.choices import CHOICES
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, HostCookieStorage.cookie_name]
names += [choice.cookie for choice in CHOICES]
secure = [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE]
print(json.dumps({
    "names": names, "secure": secure, "debug": settings.DEBUG,
    "hsts": [settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS],
}))
"""


@lru_cache
def as_set(**variables):
    """Return what the product's own settings come to in a process of its own."""
    named = {**os.environ, "DJANGO_SETTINGS_MODULE": "tongxin.config.settings.base", **variables}
    done = subprocess.run([sys.executable, "-c", ASKED], env=named, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_over_https_every_cookie_is_bound_to_this_host_and_to_https():
    found = as_set(TONGXIN_HTTPS="1", TONGXIN_HOSTS="tongxin.example.cn")
    assert len(found["names"]) == 7
    assert [name for name in found["names"] if not name.startswith("__Host-")] == []
    assert found["secure"] == [True, True, True]


def test_over_https_devices_keep_to_https_for_a_year_with_all_names_below():
    assert as_set(TONGXIN_HTTPS="1", TONGXIN_HOSTS="tongxin.example.cn")["hsts"] == [31_536_000, True]


def test_nothing_is_shown_to_those_who_look_for_faults_unless_asked_for():
    assert as_set()["debug"] is False


def test_no_cookie_can_be_read_by_a_script_or_is_sent_from_elsewhere(client, town):
    client.post("/view", {"theme": "dark", "language": "en", "size": "large", "keys": "off"})
    number = town.people[RAISER].staff_no
    client.post("/sign-in", {"name": number, "password": "wrong"})
    town.enter(client, RAISER)
    client.get("/me")
    client.post("/me/sign-in/others")
    cookies = dict(client.cookies)
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "tongxin_theme", "tongxin_said"} <= cookies.keys()
    for name, cookie in cookies.items():
        if name != settings.SESSION_COOKIE_NAME:  # set by the test's own way in
            assert (name, bool(cookie["httponly"]), cookie["samesite"]) == (name, True, "Lax")
    assert (settings.SESSION_COOKIE_HTTPONLY, settings.SESSION_COOKIE_SAMESITE) == (True, "Lax")


def test_a_sentence_for_the_next_page_leaves_nothing_on_the_server(client, town):
    town.enter(client, RAISER)
    client.get("/me")
    before = dict(client.session.items())
    client.post("/me/sign-in/others")
    assert "tongxin_said" in client.cookies
    assert dict(client.session.items()) == before


@pytest.mark.parametrize("address", ["/sign-in", "/no-such-page", "/healthz", "/api/v1/me", "/manifest.webmanifest"])
def test_every_answer_says_what_a_browser_may_do_with_it(client, db, address):
    answer = client.get(address, secure=True)
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    none = ("default-src", "object-src", "base-uri", "frame-ancestors")
    assert {policy[name] for name in none} == {"'none'"}
    assert not [value for value in policy.values() if "unsafe" in value or "*" in value]
    assert policy["script-src"] == "'self'"
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
    assert (answer["Referrer-Policy"], answer["Cross-Origin-Opener-Policy"]) == ("same-origin", "same-origin")
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("address", ["/sign-in", "/no-such-page", "/healthz", "/api/v1/me"])
def test_with_https_every_answer_keeps_devices_to_it(db, settings, address):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    told = Client().get(address, secure=True)["Strict-Transport-Security"]
    assert told == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("name", [None, RAISER])
def test_what_a_browser_sent_is_never_sent_back_by_trace(client, town, name):
    if name:
        town.enter(client, name)
    for address in ("/", "/sign-in", "/api/v1/me"):
        answer = client.trace(address, headers={"X-Marked": "only-mine"})
        assert answer.status_code in (401, 405)
        assert b"only-mine" not in answer.content + str(answer.headers).encode()


@pytest.mark.parametrize(
    "address",
    ["/static/", "/static/ui/", "/static", "/files/", "/.git/config", "/static/../tongxin/config/settings/base.py"],
)
def test_no_folder_is_listed_and_nothing_beside_the_front_end_is_served(client, town, address):
    town.enter(client, RAISER)
    assert client.get(address).status_code == 404


def test_a_form_without_its_token_is_refused(town):
    client = Client(enforce_csrf_checks=True)
    town.enter(client, RAISER)
    for address in ("/say", "/sign-out", "/complaints", "/sign-in"):
        answer = client.post(address, {"body": "更衣室没有热水。"})
        assert (address, answer.status_code) == (address, 403)
    page = client.get("/say")
    token = page.context["csrf_token"]
    sent = {"body": "更衣室夜里没有热水。", "csrfmiddlewaretoken": str(token), "_key": "k"}
    assert client.post("/say", sent).status_code != 403


def test_a_form_that_comes_from_elsewhere_is_refused_with_its_token_too(town):
    client = Client(enforce_csrf_checks=True)
    town.enter(client, RAISER)
    token = str(client.get("/say").context["csrf_token"])
    sent = {"body": "更衣室夜里没有热水。", "csrfmiddlewaretoken": token}
    for origin in ("https://evil.example", "null"):
        assert client.post("/say", sent, headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/sign-in", "text/html; charset=utf-8"),
        ("/no-such-page", "text/html; charset=utf-8"),
        ("/api/v1/openapi.json", "application/json"),
        ("/api/v1/me", "application/json"),
        ("/healthz", "application/json"),
        ("/service-worker.js", "text/javascript"),
        ("/manifest.webmanifest", "application/manifest+json"),
    ],
)
def test_every_kind_of_answer_names_its_type_and_charset(client, db, address, kind):
    told = client.get(address)["Content-Type"]
    assert told.startswith(kind)
    assert "charset=utf-8" in told or told.startswith(("application/json", "application/manifest+json"))


@pytest.mark.parametrize("address", ["/", "/say", "/my-cases", "/inbox", "/me/data"])
def test_every_page_of_somebody_signed_in_leads_to_the_way_out(client, town, address):
    town.enter(client, RAISER)
    assert 'href="/me"' in client.get(address).content.decode()
    assert 'action="/sign-out"' in client.get("/me").content.decode()


def all_in_the_cache():
    """Return what the process keeps in memory, or Redis for all of them, as text."""
    if hasattr(cache, "_cache") and isinstance(cache._cache, dict):
        return " ".join(str(pickle.loads(packed)) for packed in cache._cache.values())
    client = cache._cache.get_client()
    return " ".join(client.get(key).decode("utf-8", "replace") for key in client.scan_iter("*"))


def test_nothing_that_was_said_lies_in_the_cache(client, town):
    cache.clear()
    words = "更衣室夜里没有热水，请派人看看。"
    town.enter(client, RAISER)
    sent = client.post("/say", {"body": words, "mode": "named", "_key": "k"}, follow=True)
    assert words in sent.content.decode()
    assert words not in all_in_the_cache()
    cache.set("seen", words)
    assert words in all_in_the_cache()


def test_what_broke_stands_in_the_log(client, db, monkeypatch, caplog):
    client.raise_request_exception = False
    monkeypatch.setattr(health, "is_migrated", lambda: 1 / 0)
    client.get("/readyz")
    assert "ZeroDivisionError" in caplog.text
