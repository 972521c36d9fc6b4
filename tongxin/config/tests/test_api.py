"""The API: who may come in, how it refuses, and that it is the one that was agreed."""

import json
from pathlib import Path

import pytest
from django.test import RequestFactory

from tongxin.accounts.public import close_account, issue_token
from tongxin.config.api import api, as_marked
from tongxin.core.errors import ForbiddenError
from tongxin.core.policy import Actor, needs, signed_in, system_actor
from tongxin.organisation.public import actor_for

SNAPSHOT = Path(__file__).with_name("openapi.json")
OK, UNKNOWN = 200, 401


@pytest.fixture
def key(employee):
    """The header with a key of the employee."""
    text = issue_token(actor=system_actor("tests"), user=employee.user)
    return {"headers": {"Authorization": f"Bearer {text}"}}


def test_a_key_acts_in_the_name_of_its_owner(client, employee, key):
    answer = client.get("/api/v1/me", **key)
    assert answer.status_code == OK
    found = answer.json()
    assert (found["staff_no"], found["name"], found["unit"]) == (employee.staff_no, "何小满", "TH")
    assert "casework.case.raise" in found["rights"]
    assert "system.settings" not in found["rights"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
def test_without_a_valid_key_nobody_is_let_in(client, db, headers):
    answer = client.get("/api/v1/me", headers=headers)
    assert answer.status_code == UNKNOWN
    assert set(answer.json()) == {"code", "message", "field"}
    assert answer.json()["code"] == "not_signed_in"


def test_the_key_of_a_closed_account_is_worth_nothing(client, employee, key):
    close_account(actor=system_actor("tests"), user=employee.user)
    assert client.get("/api/v1/me", **key).status_code == UNKNOWN


def test_a_session_of_the_pages_does_not_open_the_api(client, employee):
    client.force_login(employee.user, "tongxin.accounts.sign_in.NumberOrPhoneBackend")
    assert client.get("/api/v1/me").status_code == UNKNOWN


def asked_by(actor):
    request = RequestFactory().get("/api/v1/x")
    request.actor = actor
    return request


def test_a_route_without_a_mark_never_runs(employee):
    route = as_marked(lambda request: "run")
    with pytest.raises(ForbiddenError):
        route(asked_by(actor_for(employee)))


def test_a_route_runs_only_for_whom_its_mark_allows(employee):
    asked = asked_by(actor_for(employee))
    assert as_marked(signed_in(lambda request: "run"))(asked) == "run"
    with pytest.raises(ForbiddenError):
        as_marked(needs("system.settings")(lambda request: "run"))(asked)
    with pytest.raises(ForbiddenError):
        as_marked(signed_in(lambda request: "run"))(asked_by(Actor()))


def test_the_api_is_the_one_that_was_agreed():
    now = json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n"
    assert now == SNAPSHOT.read_text(encoding="utf-8"), f"If the change is meant, keep it in {SNAPSHOT.name}:\n{now}"
