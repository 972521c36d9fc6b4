from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.town import has_read_notice
from tongxin.core import clock
from tongxin.journal.public import newest_entries
from tongxin.organisation.api.scim.tests.bodies import (
    GROUP,
    MORE,
    PATCH,
    USER,
    is_scim_error,
    new,
    patch,
    person,
)
from tongxin.organisation.models import Membership, Person


def test_a_person_is_created_with_place_and_account(scim, town):
    response = scim("POST", "Users", new())
    told = response.json()
    assert response.status_code == 201
    assert response["Content-Type"] == "application/scim+json"
    assert response["Location"] == told["meta"]["location"] == f"http://testserver/scim/v2/Users/{told['id']}"
    assert (told["userName"], told["externalId"], told["active"]) == ("90001", "ext-90001", True)
    assert told[MORE] == {"employeeNumber": "90001", "department": "U03"}
    assert person().home == town.units["模修班"]
    assert person().user.is_active
    assert newest_entries(kind="organisation.person_registered")[0].actor == "system:scim"


def test_a_directory_may_call_people_otherwise_than_by_their_number(scim):
    body = new(userName="lin@corp.example")
    body[MORE]["employeeNumber"] = "90001"
    told = scim("POST", "Users", body).json()
    assert (told["userName"], told[MORE]["employeeNumber"]) == ("lin@corp.example", "90001")
    found = scim("GET", 'Users?filter=userName eq "LIN@corp.example"').json()
    assert [one["id"] for one in found["Resources"]] == [told["id"]]
    assert scim("GET", 'Users?filter=userName eq "90001"').json()["totalResults"] == 0


def test_a_phone_is_taken_and_never_told(scim):
    response = scim("POST", "Users", new(phoneNumbers=[{"value": "13812345678", "type": "work"}]))
    assert response.status_code == 201
    assert "13812345678" not in response.content.decode()
    assert person().phone == "13812345678"


def test_somebody_who_is_not_active_gets_no_account(scim):
    assert scim("POST", "Users", new(active=False)).json()["active"] is False
    assert person().user is None


def test_the_same_number_twice_is_a_conflict(scim, made):
    refused = scim("POST", "Users", new())
    assert is_scim_error(refused, 409)
    assert refused.json()["scimType"] == "uniqueness"
    assert Person.objects.filter(staff_no="90001").count() == 1


def test_people_are_found_by_name_and_by_external_id(scim, made):
    for condition in (
        'userName eq "90001"',
        'externalId eq "ext-90001"',
        'USERNAME EQ "90001"',
        f'id eq "{made["id"]}"',
    ):
        found = scim("GET", f"Users?filter={condition}").json()
        assert [one["id"] for one in found["Resources"]] == [made["id"]], condition
    assert scim("GET", 'Users?filter=userName eq "nobody"').json()["totalResults"] == 0


@pytest.mark.parametrize("condition", ['userName co "9"', "userName", 'password eq "x"', "userName eq 1", 'x" or 1=1'])
def test_another_filter_is_refused_and_not_left_out(scim, made, condition):
    refused = scim("GET", f"Users?filter={condition}")
    assert is_scim_error(refused, 400)
    assert refused.json()["scimType"] == "invalidFilter"


def test_lists_come_in_pages(scim, made):
    whole = scim("GET", "Users").json()
    first = scim("GET", "Users?startIndex=1&count=2").json()
    second = scim("GET", "Users?startIndex=3&count=2").json()
    assert first["totalResults"] == second["totalResults"] == len(whole["Resources"]) == Person.objects.count()
    assert (first["startIndex"], first["itemsPerPage"], second["startIndex"]) == (1, 2, 3)
    assert first["Resources"] + second["Resources"] == whole["Resources"][:4]
    assert scim("GET", "Users?count=0").json()["Resources"] == []
    assert scim("GET", "Users?startIndex=-5&count=x").status_code == 200


@pytest.mark.parametrize("place", ["Users", "Groups"])
def test_a_list_costs_the_same_with_more_rows(scim, town, place):
    scim("GET", f"{place}?count=1")  # a key notes the day of its use
    with CaptureQueriesContext(connection) as few:
        scim("GET", f"{place}?count=3")
    with CaptureQueriesContext(connection) as many:
        scim("GET", f"{place}?count=30")
    assert len(few) == len(many) <= 20


def test_reading_a_list_is_noted(scim, made):
    scim("GET", "Users?count=2")
    assert newest_entries(kind="organisation.directory_read")[0].data == {"count": 2}


def test_a_deactivated_person_is_out_with_the_next_request(scim, made, client):
    client.force_login(has_read_notice(person().user))
    assert client.get("/").status_code == 200
    response = scim("PATCH", f"Users/{made['id']}", patch(("replace", "active", False)))
    assert (response.status_code, response.json()["active"]) == (200, False)
    assert client.get("/")["Location"].startswith("/sign-in")
    assert person().left_on is None
    assert scim("PATCH", f"Users/{made['id']}", patch(("Replace", "active", "True"))).json()["active"] is True
    assert person().user.is_active


def test_a_patch_without_a_path_changes_what_it_names(scim, made):
    body = {"schemas": [PATCH], "Operations": [{"op": "replace", "value": {"displayName": "林小秋", "active": False}}]}
    told = scim("PATCH", f"Users/{made['id']}", body).json()
    assert (told["displayName"], told["name"]["formatted"], told["active"]) == ("林小秋", "林小秋", False)


def test_a_patch_of_the_department_is_a_transfer(scim, made, town, frozen):
    with clock.at(frozen + timedelta(days=2)):
        told = scim("PATCH", f"Users/{made['id']}", patch(("replace", f"{MORE}:department", "人力资源部"))).json()
        assert told[MORE]["department"] == town.units["人力资源部"].code
        assert Membership.objects.filter(person=person()).count() == 2
    assert newest_entries(kind="organisation.transferred")


def test_replacing_sets_name_number_and_external_id(scim, made):
    body = new("林晚秋", "90002", externalId="ext-new")
    body[MORE]["employeeNumber"] = "90002"
    told = scim("PUT", f"Users/{made['id']}", body).json()
    assert (told["id"], told["userName"], told["externalId"]) == (made["id"], "90002", "ext-new")
    assert Person.objects.get(staff_no="90002").user.number == "90002"


def test_deleting_means_leaving(scim, made, client):
    client.force_login(person().user)
    assert scim("DELETE", f"Users/{made['id']}").status_code == 204
    assert person().left_on == clock.today()
    assert client.get("/")["Location"].startswith("/sign-in")
    assert is_scim_error(scim("GET", f"Users/{made['id']}"), 404)
    assert newest_entries(kind="organisation.person_left")


def test_a_version_guards_against_changing_something_older(scim, made):
    address, version = f"Users/{made['id']}", made["meta"]["version"]
    assert scim("GET", address)["ETag"] == version
    assert scim("GET", address, **{"If-None-Match": version}).status_code == 304
    change = patch(("replace", "displayName", "林小秋"))
    assert scim("PATCH", address, change, **{"If-Match": version}).status_code == 200
    for method, body in (("PATCH", change), ("PUT", new()), ("DELETE", None)):
        assert is_scim_error(scim(method, address, body, **{"If-Match": version}), 412)


BENT = [
    ("POST", "Users", "{", 400, "invalidSyntax"),
    ("POST", "Users", "[]", 400, "invalidSyntax"),
    ("POST", "Users", "[" * 100_000, 400, "invalidSyntax"),
    ("POST", "Users", {"schemas": [USER], "displayName": "x"}, 400, "invalidValue"),
    ("POST", "Users", new(**{MORE: {"department": "nowhere"}}), 400, "invalidValue"),
    ("POST", "Users", new(phoneNumbers=[{"value": "123"}]), 400, "invalidValue"),
    ("POST", "Users", new(active="perhaps"), 400, "invalidValue"),
    ("POST", "Users", new("x" * 61), 400, "invalidValue"),
    ("GET", "Users/nobody", None, 404, None),
    ("GET", "Nothing", None, 404, None),
    ("DELETE", "Users", None, 405, None),
    ("POST", "Schemas", {}, 405, None),
    ("GET", "Schemas/nothing", None, 404, None),
    ("GET", 'Schemas?filter=id eq "x"', None, 400, "invalidFilter"),
    ("POST", "Groups", {"schemas": [GROUP], "displayName": "人力资源部"}, 409, "uniqueness"),
    ("GET", "Groups/nothing", None, 404, None),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "kind"), BENT)
def test_what_cannot_be_done_is_told_in_the_form_of_scim(scim, method, path, body, status, kind):
    people = Person.objects.count()
    refused = scim(method, path, body)
    assert is_scim_error(refused, status), refused.content
    assert refused.json().get("scimType") == kind
    assert refused.json()["detail"]
    assert Person.objects.count() == people


def test_a_patch_of_something_unknown_is_refused_whole(scim, made):
    body = patch(("replace", "displayName", "林小秋"), ("replace", "salary", "1"))
    assert is_scim_error(scim("PATCH", f"Users/{made['id']}", body), 400)
    assert person().name == "林晚秋"
