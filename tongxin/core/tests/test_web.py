import html
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponse

from tongxin.core import errors
from tongxin.core.acts import _key
from tongxin.core.web import ErrorMiddleware, csrf_failed, key_of, number_in

ERRORS = [
    (errors.BadInputError, 422, "bad_input"),
    (errors.ForbiddenError, 403, "forbidden"),
    (errors.NotFoundError, 404, "not_found"),
    (errors.ConflictError, 409, "conflict"),
    (errors.RuleBrokenError, 409, "rule_broken"),
    (errors.TooManyError, 429, "too_many"),
]


@pytest.fixture
def answer(rf, db):
    """Return what a person or a client is told of an error."""

    def told(error, path="/things", **headers):
        request = rf.get(path, headers=headers)
        request.session = {}
        request.LANGUAGE_CODE = "en"
        return ErrorMiddleware(lambda request: HttpResponse()).process_exception(request, error)

    return told


@pytest.mark.parametrize(("error", "status", "code"), ERRORS)
def test_a_refusal_has_the_same_status_and_sentence_as_page_part_and_json(answer, error, status, code):
    refusal = error()
    page, part, api = answer(refusal), answer(refusal, **{"HX-Request": "true"}), answer(refusal, "/api/v1/things")
    assert [page.status_code, part.status_code, api.status_code] == [status] * 3
    sentence = str(refusal.message)
    for response in (page, part):
        assert sentence in html.unescape(response.content.decode())
    assert json.loads(api.content) == {"code": code, "message": sentence, "field": ""}


def test_a_part_is_only_the_message(answer):
    assert b"<html" in answer(errors.NotFoundError()).content
    assert b"<html" not in answer(errors.NotFoundError(), **{"HX-Request": "true"}).content


def test_django_s_own_refusals_are_told_the_same_way(answer):
    assert answer(Http404()).status_code == 404
    assert answer(PermissionDenied()).status_code == 403


def test_a_database_that_does_not_answer_is_told_as_a_moment_s_trouble(answer):
    for path in ("/things", "/api/v1/things"):
        response = answer(OperationalError("locked"), path)
        assert (response.status_code, response["Retry-After"]) == (503, "5")
        assert "locked" not in response.content.decode()


def test_an_unexpected_error_is_left_to_django(answer):
    assert answer(ZeroDivisionError()) is None


def test_a_page_that_was_open_too_long_is_refused_with_what_to_do(rf, db):
    request = rf.post("/things")
    request.session = {}
    assert csrf_failed(request).status_code == 403


def send(rf, path="/say", key="k", **fields):
    return key_of(rf.post(path, {"_key": key, "csrfmiddlewaretoken": str(id(fields))} | fields))


def test_the_key_of_a_form_is_bound_to_what_was_sent_and_where(rf):
    same = {send(rf, body="x"), send(rf, body="x")}
    assert len(same) == 1
    assert len(same | {send(rf, body="y"), send(rf, path="/other", body="x"), send(rf, key="j", body="x")}) == 4


def test_without_a_key_or_without_a_post_there_is_none(rf):
    assert key_of(rf.get("/say", {"_key": "k"})) == ""
    assert send(rf, key="") == ""


def test_the_api_gives_its_key_in_a_header(rf):
    def sent(body, **headers):
        return key_of(rf.post("/api/v1/cases", body, content_type="application/json", headers=headers))

    assert sent("{}") == ""
    assert sent("{}", **{"Idempotency-Key": "k"}) == sent("{}", **{"Idempotency-Key": "k"})
    assert sent("{}", **{"Idempotency-Key": "k"}) != sent("[]", **{"Idempotency-Key": "k"})


def test_however_long_the_given_key_what_is_stored_fits(rf):
    assert len(send(rf, key="k" * 500)) <= 64


def test_the_key_holds_for_one_request_only(rf):
    seen = []
    middleware = ErrorMiddleware(lambda request: seen.append(_key.get()))
    middleware(rf.post("/say", {"_key": "k"}))
    assert seen[0].startswith("k:")
    assert _key.get() == ""


NUMBERS = [("12", 12), ("-1", -1), *[(text, None) for text in ("", "x", "²", "9" * 5000, "1.5")]]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_in_an_address_is_read_or_left_alone(rf, text, number):
    assert number_in(rf.get("/", {"before": text}), "before") == number
