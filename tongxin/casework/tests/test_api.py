"""Cases for other systems: raised, read and worked on by the same services, once a key, and only while unchanged."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.town import Town
from tongxin.casework.models import Case
from tongxin.casework.rights import visible_cases
from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, SECOND, WORDS, accepted, afresh, raised, recorded
from tongxin.files.public import clean_files, files_of
from tongxin.files.tests.samples import photo, sent
from tongxin.journal.public import count_looks

BOTH = ("cases:read", "cases:write", "files:read")


@pytest.fixture
def call(client, town: Town):
    """Send something in somebody's name: ``call(HANDLER, "cases/…/accept", {...})``; without a body it only reads."""
    keys = {}

    def send(name, path, body=None, **headers):
        key = keys.setdefault(name, town.key(name, *BOTH))
        headers = key | {header.replace("_", "-"): value for header, value in headers.items()}
        if body is None:
            return client.get(f"/api/v1/{path}", headers=headers)
        return client.post(f"/api/v1/{path}", body, "application/json", headers=headers)

    return send


def test_a_case_goes_from_raising_to_the_answer(call, town):
    made = call(RAISER, "cases", {"body": WORDS, "mode": "named"})
    assert made.status_code == 201
    key = made.json()["key"]
    assert made.json()["unit"]["name"] == "后勤保障部"
    assert call(HANDLER, f"cases/{key}/accept", {}).json()["status"] == "in_hand"
    assert call(RAISER, f"cases/{key}/say", {"text": "今晚还没有热水"}).status_code == 200
    wait = {"category": "outside", "reason": "等厂家"}
    assert call(HANDLER, f"cases/{key}/stop", wait).json()["stopped"] is True
    assert call(HANDLER, f"cases/{key}/restart", {}).json()["stopped"] is False
    assert call(OFFICER, f"cases/{key}/extend", {"days": 3, "reason": "配件没到"}).status_code == 200
    seen = call(HANDLER, f"cases/{key}")
    done = call(HANDLER, f"cases/{key}/answer", {"text": "控制器换好了"}, If_Match=seen["ETag"])
    assert done.json()["status"] == "answered"
    case = Case.objects.get(key=key)
    assert case.raiser == town.people[RAISER]
    assert recorded(case)[0] == "casework.case_raised"
    assert "casework.case_answered" in recorded(case)


def test_another_unit_gets_the_case(call, town):
    case = accepted(town)
    to = {"unit": town.units["人力资源部"].key, "reason": "归那里管"}
    assert call(HANDLER, f"cases/{case.key}/hand-on", to).json()["unit"]["name"] == "人力资源部"
    wrong = call("程思源", f"cases/{case.key}/hand-on", to | {"unit": "none"})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "unit")


def test_the_same_request_with_the_same_key_is_one_act(call, town):
    body = {"body": WORDS, "mode": "named"}
    first, again = (call(RAISER, "cases", body, Idempotency_Key="a1") for _ in range(2))
    assert first.json()["key"] == again.json()["key"]
    assert call(RAISER, "cases", body, Idempotency_Key="a2").json()["key"] != first.json()["key"]
    assert Case.objects.count() == 2


def test_one_key_for_two_cases_is_two_acts(call, town):
    cases = [raised(town), raised(town)]
    for case in cases:
        assert call(HANDLER, f"cases/{case.key}/accept", {}, Idempotency_Key="same").json()["key"] == case.key
    assert {afresh(case).status for case in cases} == {"in_hand"}


def test_a_request_sent_again_after_it_was_done_is_not_called_out_of_date(call, town):
    case = accepted(town)
    version = call(HANDLER, f"cases/{case.key}")["ETag"]
    wait = {"category": "outside", "reason": "等厂家"}
    sent_twice = [
        call(HANDLER, f"cases/{case.key}/stop", wait, If_Match=version, Idempotency_Key="k") for _ in range(2)
    ]
    assert [answer.status_code for answer in sent_twice] == [200, 200]


@pytest.mark.parametrize("version", ['"1"', '"999"', '"x"', 'W/"1"'])
def test_a_case_that_has_changed_since_is_left_alone(call, town, version):
    case = accepted(town)
    refused = call(HANDLER, f"cases/{case.key}/stop", {"category": "outside", "reason": "等厂家"}, If_Match=version)
    assert (refused.status_code, refused.json()["code"]) == (412, "changed")
    assert afresh(case).stopped is False


def test_an_answer_needs_the_version_that_was_seen(call, town):
    case = accepted(town)
    refused = call(HANDLER, f"cases/{case.key}/answer", {"text": "好了"})
    assert (refused.status_code, refused.json()["code"]) == (428, "version_needed")
    assert call(SECOND, f"cases/{case.key}/answer", {"text": "好了"}, If_Match='"2"').status_code == 403
    assert afresh(case).status == "in_hand"


@pytest.mark.parametrize("name", [RAISER, HANDLER, SECOND, OFFICER, "方砚", "魏东来"])
@pytest.mark.parametrize("mode", ["named", "handler_only"])
def test_each_lists_the_cases_of_which_he_may_know_and_reads_as_far_as_on_pages(call, town, name, mode):
    case = accepted(town, mode=mode)
    known = set(visible_cases(town.actor(name)).values_list("key", flat=True))
    assert {one["key"] for one in call(name, "cases").json()["items"]} == known
    answer = call(name, f"cases/{case.key}")
    assert answer.status_code == (200 if case.key in known else 404)
    reads = name in (RAISER, HANDLER) or (mode == "named" and name in (SECOND, OFFICER))
    assert (WORDS[:8] in answer.content.decode()) == reads
    assert (RAISER in answer.content.decode()) == reads


def test_reading_is_noted_unless_it_is_ones_own(call, town):
    case = accepted(town)
    call(RAISER, f"cases/{case.key}")
    assert count_looks("casework.case_read", case.label) == 0
    call(HANDLER, f"cases/{case.key}")
    assert count_looks("casework.case_read", case.label) == 1


@pytest.mark.parametrize("limit", [1, 2, 200])
def test_cases_come_whole_however_small_the_pages(call, town, limit):
    keys = [raised(town).key for _ in range(5)]
    found, after = [], ""
    while True:
        page = call(OFFICER, f"cases?limit={limit}&after={after}").json()
        found += [one["key"] for one in page["items"]]
        after = page["next"]
        if not after:
            break
    assert found == keys[::-1]


def test_cases_are_narrowed_by_state_and_category(call, town):
    raised(town)
    taken = accepted(town)
    assert [one["key"] for one in call(OFFICER, "cases?status=in_hand").json()["items"]] == [taken.key]
    assert call(OFFICER, "cases?category=none").json()["items"] == []
    assert call(OFFICER, "cases?status=none").status_code == 422


def test_a_list_costs_the_same_however_long_it_is(call, town):
    def cost(many):
        for _ in range(many):
            raised(town)
        call(OFFICER, "cases")
        with CaptureQueriesContext(connection) as queries:
            call(OFFICER, "cases")
        return len(queries)

    assert cost(3) == cost(12) < 20


def test_files_are_opened_as_on_pages(call, town):
    case = raised(town, attachments=clean_files([sent("IMG.jpg", photo())]))
    whole = call(HANDLER, f"cases/{case.key}").json()
    assert [one["key"] for one in whole["files"]] == [files_of(case.label)[0].key]
    address = f"files/{whole['files'][0]['key']}"
    assert call(HANDLER, address)["Content-Type"] == "image/jpeg"
    hidden, missing = call("魏东来", address), call("魏东来", "files/none")
    assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_bad_words_are_refused_with_the_field(call, town):
    refused = call(RAISER, "cases", {"body": "?!", "mode": "named"})
    assert (refused.status_code, refused.json()["field"]) == (422, "body")
    assert call(RAISER, "cases", {"body": WORDS, "mode": "named", "place": "none"}).json()["field"] == "place"
    assert not Case.objects.exists()
