"""Sentences of ASVS 5.0 about passwords and sessions that no other test says."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.test import Client

from tests.town import PASSWORD
from tongxin.accounts.public import set_password
from tongxin.casework.tests.stories import RAISER
from tongxin.config.settings import base
from tongxin.core import clock

FIELDS = ["/sign-in", "/me/password", "/me/sign-in/recovery"]
LONG = "  长句子 一句 只有 我 知道 的 话 " + "x" * 60 + "É  "


@pytest.fixture
def user(town):
    return town.people[RAISER].user


def sign_in(client, user, password=PASSWORD):
    return client.post("/sign-in", {"name": user.number, "password": password})


def is_in(client):
    return client.get("/my-cases").status_code == 200


@pytest.mark.parametrize("address", FIELDS)
def test_password_fields_hide_take_managers_and_keep_every_sign(client, town, user, address):
    if address != "/sign-in":
        town.enter(client, RAISER)
    fields = [
        field
        for field in client.get(address).context["form"]
        if "password" in field.html_name or field.html_name == "old"
    ]
    assert fields
    for field in fields:
        attributes = field.field.widget.attrs
        assert (field.field.widget.input_type, field.field.strip) == ("password", False)
        assert attributes["autocomplete"] in ("current-password", "new-password")
        assert not {"onpaste", "maxlength"} & attributes.keys()
    assert len(LONG) > 64
    set_password(actor=town.actor(RAISER), user=user, password=LONG)
    assert sign_in(Client(), user, LONG).status_code == 302
    for other in (LONG.strip(), LONG.lower(), LONG[:64], LONG + "x"):
        assert sign_in(Client(), user, other).status_code == 422


def test_a_password_of_years_ago_still_opens(client, user, frozen):
    with clock.at(frozen + timedelta(days=3 * 365)):
        sign_in(client, user)
        assert is_in(client)


def test_a_changed_password_ends_the_other_sessions(user):
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, user)
    here.post("/me/password", {"old": PASSWORD, "password": "another sentence of mine"})
    assert (is_in(here), is_in(there)) == (True, False)


def test_the_key_of_a_session_cannot_be_guessed(client, user):
    keys = set()
    for _time in range(20):
        visitor = Client()
        sign_in(visitor, user)
        keys.add(visitor.cookies[settings.SESSION_COOKIE_NAME].value)
    assert len(keys) == 20
    assert all(set(key) <= set(VALID_KEY_CHARS) for key in keys)
    signs = len(VALID_KEY_CHARS)
    assert all(signs ** len(key) > 2**128 for key in keys)


def test_passwords_lie_under_argon2(user, settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS
    user.set_password("a sentence of mine")
    algorithm, kind, _version, costs, _salt, _digest = user.password.split("$")
    assert (algorithm, kind) == ("argon2", "argon2id")
    found = dict(part.split("=") for part in costs.split(","))
    assert (int(found["m"]) >= 19 * 1024, int(found["t"]) >= 2) == (True, True)
