"""The API: who may come in, how it refuses, and that it is the one that was agreed."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from ninja import Router

from tongxin.accounts.models import Token
from tongxin.accounts.public import close_account, issue_token
from tongxin.config.api import Key, api, with_route
from tongxin.config.openapi import DescribedAPI
from tongxin.core import clock
from tongxin.core.errors import TongxinError
from tongxin.core.policy import needs, signed_in, system_actor
from tongxin.core.scopes import scoped
from tongxin.organisation.public import person_leaves

SNAPSHOT = Path(__file__).with_name("openapi.json")
MAKER = system_actor("tests")


def make_key(user, *scopes, **more):
    last = clock.today() + timedelta(days=30)
    text = issue_token(actor=MAKER, user=user, label="HR", scopes=scopes, **({"last_on": last} | more))
    return {"headers": {"Authorization": f"Bearer {text}"}}


@pytest.fixture
def key(employee):
    """The header with a key of the employee."""
    return make_key(employee.user, "units:read", "cases:write")


def test_a_key_acts_in_the_name_of_its_owner(client, employee, key):
    answer = client.get("/api/v1/me", **key)
    assert answer.status_code == 200
    found = answer.json()
    assert (found["staff_no"], found["name"], found["unit"]) == (employee.staff_no, "何小满", "TH")
    assert "casework.case.raise" in found["rights"]
    assert "system.settings" not in found["rights"]
    assert found["scopes"] == ["cases:write", "units:read"]


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
def test_without_a_valid_key_nobody_is_let_in(client, db, headers):
    answer = client.get("/api/v1/me", headers=headers)
    assert answer.status_code == 401
    assert set(answer.json()) == {"code", "message", "field"}
    assert answer.json()["code"] == "not_signed_in"


def test_the_key_of_a_closed_account_is_worth_nothing(client, employee, key):
    close_account(actor=MAKER, user=employee.user)
    assert client.get("/api/v1/me", **key).status_code == 401


def test_the_key_of_somebody_who_has_left_is_worth_nothing_from_that_day_on(client, employee, key):
    person_leaves(actor=MAKER, person=employee, day=clock.today() + timedelta(days=2))
    assert client.get("/api/v1/me", **key).status_code == 200
    with clock.at(clock.now() + timedelta(days=3)):
        assert client.get("/api/v1/me", **key).status_code == 401


def test_a_key_is_good_to_the_end_of_its_last_day(client, employee, frozen):
    key = make_key(employee.user, "units:read", last_on=clock.today() + timedelta(days=1))
    with clock.at(frozen + timedelta(days=1, hours=13)):
        assert client.get("/api/v1/me", **key).status_code == 200
    with clock.at(frozen + timedelta(days=1, hours=14)):
        assert client.get("/api/v1/me", **key).status_code == 401


def test_a_key_from_before_keys_had_scopes_opens_nothing(client, employee, key):
    Token.objects.update(ends_on=None)
    assert client.get("/api/v1/me", **key).status_code == 401


def test_of_the_use_of_a_key_only_the_day_is_kept(client, employee, key, frozen):
    assert Token.objects.get().used_on is None
    client.get("/api/v1/me", **key)
    assert Token.objects.get().used_on == frozen.date()


def test_a_session_of_the_pages_does_not_open_the_api(client, employee):
    client.force_login(employee.user, "tongxin.accounts.sign_in.NumberOrPhoneBackend")
    assert client.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize("path", ["/api/v1/people/none", "/api/v1/cases", "/api/v1/cases/none", "/api/v1/facts"])
def test_a_key_without_the_scope_is_refused_for_every_id_alike(client, employee, key, path):
    answer = client.get(path, **key)
    assert (answer.status_code, answer.json()["code"]) == (403, "key_too_narrow")


def test_the_scope_is_asked_before_what_was_sent_is_looked_at(client, employee):
    key = make_key(employee.user, "cases:read")
    assert client.post("/api/v1/cases", b"not json", "application/json", **key).status_code == 403
    assert client.get("/api/v1/units?limit=x", **key).status_code == 403


def test_a_key_that_only_reads_changes_nothing_whatever_its_scopes(client, employee):
    key = make_key(employee.user, "cases:write", "cases:read", read_only=True)
    assert client.get("/api/v1/cases", **key).status_code == 200
    answer = client.post("/api/v1/cases", {"body": "灯坏了", "mode": "named"}, "application/json", **key)
    assert (answer.status_code, answer.json()["code"]) == (403, "key_too_narrow")


def test_too_many_requests_with_one_key_wait_for_the_next_minute(client, employee, key, settings, frozen):
    settings.API_RATE = 3
    other = make_key(employee.user, "units:read")
    statuses = [client.get("/api/v1/me", **key).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = client.get("/api/v1/me", **key)
    assert refused.json()["code"] == "too_many"
    assert refused["Retry-After"] == "60"
    assert client.get("/api/v1/me", **other).status_code == 200
    with clock.at(frozen + timedelta(seconds=60)):
        assert client.get("/api/v1/me", **key).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"),
    [
        ("get", "/api/v1/none", "", 404, "not_found"),
        ("delete", "/api/v1/me", "", 405, "wrong_method"),
        ("post", "/api/v1/cases", "{", 400, "bad_input"),
        ("post", "/api/v1/cases", '{"mode": "named"}', 422, "bad_input"),
        ("post", "/api/v1/cases", '{"mode": "named", "body": "x\\u0000灯坏了"}', 422, "bad_input"),
        ("post", "/api/v1/cases", '{"mode": "named", "body": "x\\ud800"}', 422, "bad_input"),
        ("post", "/api/v1/cases", '{"mode": "named", "body": "灯坏了", "more": 1}', 422, "bad_input"),
        ("get", "/api/v1/units?limit=0", "", 422, "bad_input"),
        ("get", "/api/v1/units?after=x", "", 422, "bad_input"),
    ],
)
def test_every_refusal_has_one_shape(client, employee, key, method, path, body, status, code):
    answer = client.generic(method.upper(), path, body, "application/json", **key)
    assert answer.status_code == status, answer.content
    assert set(answer.json()) == {"code", "message", "field"}
    assert answer.json()["code"] == code


def test_what_is_too_large_is_refused_as_such(client, employee, key, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    for more in ({}, {"Idempotency-Key": "a"}):
        headers = key["headers"] | more
        answer = client.post("/api/v1/cases", '{"mode": "named"}', "application/json", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(("language", "word"), [("zh-CN", "密钥"), ("en", "key")])
def test_a_refusal_is_told_in_the_language_of_the_client(client, db, language, word):
    answer = client.get("/api/v1/me", headers={"Accept-Language": language})
    assert word in answer.json()["message"]


def view_of(route):
    """Return the view of a route that is served for once."""
    made = DescribedAPI(urls_namespace=f"probe-{id(route)}", auth=Key(), docs_url=None, openapi_url=None)
    made.add_decorator(with_route, mode="view")
    router = Router()
    router.get("/x")(route)
    made.add_router("", router)
    made.exception_handler(TongxinError)(lambda request, error: made.create_response(request, {}, status=error.status))
    return made.urls[0][0].callback


def probe(rf, employee, key, route):
    return view_of(route)(rf.get("/api/v1/x", **key)).status_code


def test_a_route_runs_only_with_a_mark_and_a_scope(rf, employee, key):
    def routes():
        yield lambda request: "run"
        yield signed_in(lambda request: "run")
        yield scoped("units:read")(lambda request: "run")
        yield scoped("units:read")(needs("system.settings")(lambda request: "run"))
        yield scoped("units:read")(signed_in(lambda request: "run"))

    assert [probe(rf, employee, key, route) for route in routes()] == [403, 403, 403, 403, 200]


def test_the_api_is_the_one_that_was_agreed():
    now = json.dumps(api.get_openapi_schema(), indent=2, ensure_ascii=False) + "\n"
    assert now == SNAPSHOT.read_text(encoding="utf-8"), "If the change is meant: python -m tongxin.config.tests.openapi"


def test_the_description_is_served_and_explains_every_answer(client, db):
    schema = client.get("/api/v1/openapi.json").json()
    described = [route for methods in schema["paths"].values() for route in methods.values()]
    assert len(described) > 15
    for route in described:
        assert route["summary"]
        assert route["description"]
        assert {"200", "201"} & set(route["responses"])
        assert {"401", "403", "422", "429", "503"} <= set(route["responses"])
        assert all(answer["description"] != "OK" for answer in route["responses"].values())
