import pytest

from tests.town import PASSWORD
from tongxin.accounts.external.identity import Identity
from tongxin.accounts.external.tests.conftest import values_of
from tongxin.accounts.external.writes import bind
from tongxin.accounts.models import Binding
from tongxin.casework.tests.stories import RAISER
from tongxin.core.policy import NOBODY
from tongxin.journal.public import newest_entries

SYSTEM, SECURITY = "周守一", "吴静言"


@pytest.fixture
def configured(settings, town):
    settings.EXTERNAL = {"oidc": values_of("https://idp.example")}


@pytest.fixture
def binding(configured, town):
    identity = Identity("oidc", "https://idp.example", "subject-1")
    return bind(actor=NOBODY, user=town.people[RAISER].user, identity=identity, by="password")


def text_of(response):
    return response.content.decode()


def test_the_sign_in_page_shows_a_configured_way_with_the_page_to_go_on_to(client, configured):
    page = text_of(client.get("/sign-in", {"next": "/my-cases"}))
    assert "集团统一认证" in page
    assert 'href="/sign-in/oidc?next=%2Fmy-cases"' in page
    assert '<nav class="stack"' in page


def test_where_nothing_is_configured_the_sign_in_page_is_as_before(client, town, settings):
    settings.EXTERNAL = {}
    assert '<nav class="stack"' not in text_of(client.get("/sign-in"))
    assert 'id="ways-in"' not in text_of(town.enter(client, RAISER).get("/me"))


def test_me_shows_what_is_bound_and_what_is_not(client, town, configured):
    assert "/me/bindings/" not in text_of(town.enter(client, RAISER).get("/me"))
    identity = Identity("oidc", "https://idp.example", "subject-1")
    made = bind(actor=NOBODY, user=town.people[RAISER].user, identity=identity, by="password")
    assert f"/me/bindings/{made.pk}" in text_of(client.get("/me"))


def test_one_unbinds_with_the_password(client, town, binding):
    town.enter(client, RAISER)
    address = f"/me/bindings/{binding.pk}"
    assert client.get(address).status_code == 200
    assert client.post(address, {"password": "wrong"}).status_code == 422
    assert Binding.objects.get().ended_at is None
    assert client.post(address, {"password": PASSWORD})["Location"] == "/me"
    assert Binding.objects.get().ended_at is not None
    assert newest_entries(kind="accounts.way_unbound")[0].data == {"way": "oidc", "by": "owner"}
    assert client.get(address).status_code == 404


def test_nobody_unbinds_another(client, town, binding):
    assert town.enter(client, "李桐").get(f"/me/bindings/{binding.pk}").status_code == 404


def test_wrong_passwords_at_unbinding_are_counted_like_those_at_the_sign_in(client, town, binding):
    town.enter(client, RAISER)
    for _ in range(5):
        client.post(f"/me/bindings/{binding.pk}", {"password": "wrong"})
    assert client.post(f"/me/bindings/{binding.pk}", {"password": PASSWORD}).status_code == 429


def test_the_system_administrator_releases_a_binding(client, town, binding):
    number = town.people[RAISER].staff_no
    town.enter(client, SYSTEM)
    assert "集团统一认证" in text_of(client.get("/bindings", {"number": number}))
    assert client.post("/bindings/release", {"number": number, "way": "oidc"}).status_code == 302
    assert Binding.objects.get().released_at is not None
    assert newest_entries(kind="accounts.way_unbound")[0].data == {"way": "oidc", "by": "administrator"}
    assert client.post("/bindings/release", {"number": number, "way": "oidc"}).status_code == 409
    assert client.post("/bindings/release", {"number": "nobody", "way": "oidc"}).status_code == 404


@pytest.mark.parametrize("name", [SECURITY, "方砚", RAISER])
def test_nobody_else_sees_or_releases_bindings(client, town, binding, name):
    town.enter(client, name)
    assert client.get("/bindings").status_code == 403
    assert client.post("/bindings/release", {"number": "1", "way": "oidc"}).status_code == 403
