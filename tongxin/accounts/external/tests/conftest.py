import pytest
from django.core.cache import cache

from tests.town import PASSWORD
from tongxin.accounts.external.tests.provider import CLIENT, SECRET, provider_on
from tongxin.casework.tests.stories import RAISER
from tongxin.core import clock
from tongxin.journal.public import newest_entries


@pytest.fixture
def provider(settings, town):
    cache.clear()
    with provider_on(0, lambda: clock.now().timestamp()) as made:
        settings.EXTERNAL = {"oidc": values_of(made.issuer)}
        with clock_of(made):
            yield made
    cache.clear()


def clock_of(made):
    moment = clock.now()
    made.now = lambda: moment.timestamp()  # its thread does not see the held clock
    return clock.at(moment)


def values_of(issuer, **more):
    return {
        "issuer": issuer, "client": CLIENT, "secret": SECRET, "label": "集团统一认证", "scopes": "openid profile",
        "hosts": [], "staff": "", "trusted": False,
    } | more  # fmt: skip


class Visit:
    """A browser on its way through the provider and back."""

    def __init__(self, client, provider):
        self.client, self.provider = client, provider

    def go(self, next=""):
        """Start, and return the code and state with which the provider sends the browser back."""
        started = self.client.get("/sign-in/oidc", {"next": next} if next else {})
        return self.provider.code_for(started["Location"])

    def back(self, code, state, **more):
        return self.client.get("/sign-in/oidc/back", {"code": code, "state": state} | more)

    def come(self, next=""):
        return self.back(*self.go(next))

    def bind(self, number, password=PASSWORD):
        return self.client.post("/sign-in/bind", {"name": number, "password": password})


@pytest.fixture
def visit(client, provider):
    return Visit(client, provider)


@pytest.fixture
def number(town):
    return town.people[RAISER].staff_no


@pytest.fixture
def bound(visit, number):
    """Somebody who bound his account, and signed out."""
    visit.come()
    visit.bind(number)
    visit.client.post("/sign-out")
    return visit


def newest(kind):
    return newest_entries(kind=kind)[0]


def is_in(client):
    return client.get("/").status_code == 200
