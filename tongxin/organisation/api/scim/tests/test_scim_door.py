import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from scim2_client.engines.wsgi import WSGISCIMClient
from scim2_tester import Status, check_server

from tongxin.organisation.api.scim.tests.bodies import GROUP, MORE, USER, is_scim_error, new, person
from tongxin.organisation.api.scim.urls import urlpatterns
from tongxin.organisation.models import DirectoryLink

ADDRESSES = ["ServiceProviderConfig", "Schemas", "ResourceTypes", "Users", "Users/x", "Groups", "Groups/x", "Nothing"]


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer wrong", "Basic eDp5"])
def test_without_a_valid_key_nothing_is_told(town, client, path, given):
    refused = client.get(f"/scim/v2/{path}", headers={"Authorization": given} if given else {})
    assert is_scim_error(refused, 401)


def test_a_session_is_no_key(town, client):
    town.enter(client, "周守一")
    assert client.get("/scim/v2/Users").status_code == 401


@pytest.mark.parametrize("name", ["何小满", "沈知夏", "吴静言"])
def test_the_key_of_anybody_but_a_system_administrator_opens_nothing(scim, town, name):
    scim.key = town.key(name, "scim")["Authorization"].removeprefix("Bearer ")
    for path in ADDRESSES:
        assert is_scim_error(scim("GET", path), 403)


@pytest.mark.parametrize(("scopes", "more"), [(["units:read"], {}), (["scim"], {"read_only": True})])
def test_a_key_writes_only_within_its_scope(scim, town, scopes, more):
    scim.key = town.key("周守一", *scopes, **more)["Authorization"].removeprefix("Bearer ")
    assert is_scim_error(scim("POST", "Users", new()), 403)


def test_every_address_is_tried_above():
    assert len(urlpatterns) == 10


def test_the_service_says_what_it_can(scim):
    config = scim("GET", "ServiceProviderConfig").json()
    assert (config["patch"]["supported"], config["bulk"]["supported"], config["etag"]["supported"]) == (
        True,
        False,
        True,
    )
    assert {one["name"] for one in scim("GET", "ResourceTypes").json()["Resources"]} == {"User", "Group"}
    assert {one["id"] for one in scim("GET", "Schemas").json()["Resources"]} == {USER, MORE, GROUP}
    assert scim("GET", f"Schemas/{USER}").json()["id"] == USER


@pytest.fixture
def one_connection():
    """Let the application keep the connection of the test, as Django's own test client does."""
    both = (request_started, request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


def test_a_client_of_others_finds_its_way(scim, town, one_connection):
    """scim2-client discovers the service, and reads what scim2-tester would check of its self-description."""
    stranger = WSGISCIMClient(
        WSGIHandler(), headers={"Authorization": f"Bearer {scim.key}"}, base_url="http://testserver/scim/v2"
    )
    results = check_server(stranger, include_tags={"discovery", "misc"})
    wrong = [f"{one.title}: {one.reason}" for one in results if one.status in {Status.ERROR, Status.CRITICAL}]
    assert results
    assert wrong == []


def test_a_link_belongs_to_a_person_or_a_unit(scim, made):
    assert DirectoryLink.objects.get().person == person()
