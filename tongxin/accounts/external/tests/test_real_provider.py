"""A whole sign-in against a provider that others wrote: Authlib's, as the package oidc-provider-mock runs it."""

import time
import warnings
from datetime import UTC, datetime

import pytest
import urllib3
from django.core.cache import cache

from tests.town import PASSWORD
from tongxin.accounts.external.tests.conftest import values_of
from tongxin.casework.tests.stories import RAISER
from tongxin.core import clock

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from oidc_provider_mock import run_server_in_thread


@pytest.fixture
def issuer(settings, town):
    cache.clear()
    with (
        run_server_in_thread(require_nonce=True) as server,
        clock.at(datetime.fromtimestamp(time.time(), UTC)),  # its tokens bear the real time
    ):
        address = f"http://localhost:{server.server_port}"
        settings.EXTERNAL = {"oidc": values_of(address)}
        yield address
    cache.clear()


def come_back(client, subject):
    """Go to the provider, sign in there as a subject, and follow the way back."""
    there = client.get("/sign-in/oidc")["Location"]
    back = urllib3.PoolManager().request("POST", there, fields={"sub": subject}, encode_multipart=False, redirect=False)
    assert back.status == 302, back.data[:300]
    return client.get(back.headers["Location"].removeprefix("http://testserver"))


def test_one_binds_once_and_signs_in_by_the_provider_alone(client, town, issuer):
    assert come_back(client, "he.xiaoman")["Location"] == "/sign-in/bind"
    number = town.people[RAISER].staff_no
    assert client.post("/sign-in/bind", {"name": number, "password": PASSWORD})["Location"] == "/"
    client.post("/sign-out")
    assert come_back(client, "he.xiaoman")["Location"] == "/"
    assert client.get("/").status_code == 200


def test_another_subject_of_the_same_provider_opens_nothing(client, town, issuer):
    assert come_back(client, "somebody.else")["Location"] == "/sign-in/bind"
    assert client.get("/").status_code == 302


def test_leaving_goes_to_the_address_that_the_provider_publishes(client, issuer):
    assert client.get("/sign-in/oidc/leave")["Location"].startswith(f"{issuer}/oauth2/end_session?")
