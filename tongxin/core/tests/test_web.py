import errno
import html
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpResponse

from tests.faults.visitor import Forms
from tongxin.core import errors
from tongxin.core.acts import _key
from tongxin.core.outages import is_outage
from tongxin.core.web import ErrorMiddleware, busy, csrf_failed, key_of, number_in

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


def unavailable(rf, request, language="en", error=None):
    request.COOKIES["tongxin_language"] = language
    answer = busy(request, error or OperationalError("locked"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    return answer.content.decode()


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "系统暂时用不了"), ("en", "not available for a moment")])
def test_the_page_of_an_outage_is_in_the_reader_s_language_and_asks_no_database(rf, language, words):
    html = unavailable(rf, rf.get("/cases/7?page=2"), language)  # a query would fail: the test may use no database
    assert words in html
    assert 'href="/cases/7?page=2"' in html
    assert "locked" not in html


def test_what_was_sent_into_an_outage_can_be_sent_again_under_the_same_key(rf):
    fields = {"_key": "one form", "body": 'no "hot" water', "tags": ["a", "b"], "csrfmiddlewaretoken": "old"}
    request = rf.post("/say", fields)
    sent = Forms(unavailable(rf, request), "/say").every
    assert [pair for pair in sent if pair[0] != "csrfmiddlewaretoken"] == [
        ("_key", "one form"), ("body", 'no "hot" water'), ("tags", "a"), ("tags", "b"),
    ]  # fmt: skip
    again = rf.post("/say", {name: [value for key, value in sent if key == name] for name, _ in sent})
    assert key_of(again) == key_of(request)


@pytest.mark.parametrize("secret", [{"password": "open sesame"}, {"old": "open sesame"}])
def test_a_password_is_never_sent_back(rf, secret):
    html = unavailable(rf, rf.post("/sign-in", {"name": "10001"} | secret))
    assert "open sesame" not in html
    assert "Go back in your browser" in html


def test_a_form_with_files_is_sent_again_from_the_page_before(rf):
    html = unavailable(rf, rf.post("/say", {"body": "x", "attachments": SimpleUploadedFile("a.txt", b"a")}))
    assert "Go back in your browser" in html


def test_a_part_of_a_page_says_only_the_sentence(rf):
    html = unavailable(rf, rf.get("/queue", headers={"HX-Request": "true"}))
    assert "<html" not in html
    assert "not available" in html


OUTAGES = [
    (OperationalError(), True),
    (InterfaceError(), True),
    (OSError(errno.ENOSPC, "full"), True),
    (OSError(errno.EROFS, "read-only"), True),
    (FileNotFoundError(errno.ENOENT, "gone"), False),
    (IntegrityError(), False),
    (ZeroDivisionError(), False),
]


@pytest.mark.parametrize(("error", "is_one"), OUTAGES, ids=repr)
def test_only_what_passes_by_itself_is_an_outage(error, is_one):
    assert is_outage(error) is is_one
    wrapped = LookupError()
    wrapped.__cause__ = error
    assert is_outage(wrapped) is is_one
