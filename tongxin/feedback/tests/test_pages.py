"""The pages of feedback: the way in without a sign-in, the address of the answer, and the readers' list."""

import html

import pytest

from tongxin.core.models import DoneAct
from tongxin.core.policy import NOBODY
from tongxin.feedback.models import Remark
from tongxin.feedback.web.urls import urlpatterns
from tongxin.feedback.writes import NAMELESS_AN_HOUR, send_remark
from tongxin.journal.public import newest_entries

WORDS = "台账要填三遍，能不能只填一遍。"
WRITER, READER = "何小满", "沈知夏"


def text_of(response):
    return html.unescape(response.content.decode())


def send(client, **more):
    return client.post("/complaints", {"body": WORDS, "_key": "k1"} | more)


def test_the_addresses_are_those_tested_here():
    assert [pattern.name for pattern in urlpatterns] == ["say", "follow", "helped", "remarks", "remark"]


def test_a_stranger_says_it_follows_it_and_says_whether_the_answer_helped(client, town):
    address = send(client, contact="13800000000")["Location"]
    assert "等待答复" in text_of(client.get(address))
    key = Remark.objects.get().key
    town.enter(client, READER)
    assert "13800000000" in text_of(client.get(f"/remarks/{key}"))
    assert client.post(f"/remarks/{key}", {"answer": "下个月改。"})["Location"] == "/remarks"
    client.logout()
    assert "下个月改。" in text_of(client.get(address))
    assert client.post(f"{address}/helped", {"helped": "yes"})["Location"] == address
    assert Remark.objects.get().helped == "yes"
    assert "你已经评过了" in text_of(client.get(address))


def test_the_form_says_that_it_is_no_anonymous_channel(client, db):
    assert "不是匿名反映问题的渠道" in text_of(client.get("/complaints"))


def test_who_is_signed_in_and_leaves_no_name_leaves_no_trace(client, town):
    send(town.enter(client, WRITER))
    mine = f"person:{town.people[WRITER].pk}"
    assert Remark.objects.get().person is None
    assert not DoneAct.objects.filter(actor=mine).exists()
    assert not [entry for entry in newest_entries() if mine in {entry.actor, entry.object} and "remark" in entry.kind]


def test_who_wishes_leaves_the_name(client, town):
    send(town.enter(client, WRITER), with_name="on")
    assert Remark.objects.get().person == town.people[WRITER]
    assert WRITER in text_of(town.enter(client, READER).get("/remarks"))


def test_a_stranger_is_not_asked_for_a_name_and_cannot_leave_one(client, db):
    assert "with_name" not in text_of(client.get("/complaints"))
    send(client, with_name="on")
    assert Remark.objects.get().person is None


def test_two_presses_make_one_remark(client, db):
    assert send(client)["Location"] == send(client)["Location"]
    assert Remark.objects.count() == 1


def test_bad_input_says_what_and_keeps_what_was_typed(client, db):
    response = client.post("/complaints", {"body": " ", "contact": "13800000000"})
    assert response.status_code == 422
    assert "先写几句" in text_of(response)
    assert "13800000000" in text_of(response)


def test_a_flood_is_told_what_now_and_keeps_what_was_typed(client, db):
    for _ in range(NAMELESS_AN_HOUR):
        send_remark(actor=NOBODY, body=WORDS)
    response = send(client)
    assert response.status_code == 429
    assert "登录并留名提交" in text_of(response)
    assert WORDS in text_of(response)


def test_no_page_keeps_the_address_of_the_device(client, db):
    client.post("/complaints", {"body": WORDS}, REMOTE_ADDR="10.20.30.40")
    kept = [str(value) for row in Remark.objects.values() for value in row.values()]
    assert not any("10.20.30.40" in value for value in kept)


@pytest.mark.parametrize("path", ["/remarks", "/remarks/{key}"])
def test_reading_needs_the_right_and_is_noted(client, town, path):
    key = send_remark(actor=NOBODY, body=WORDS).key
    statuses = {name: town.enter(client, name).get(path.format(key=key)).status_code for name in town.people}
    assert {name for name, status in statuses.items() if status == 200} == {READER, "周守一"}
    assert set(statuses.values()) == {200, 403}
    assert len(newest_entries(kind="feedback.remarks_read")) == 2


def test_a_guessed_address_leads_nowhere(client, town):
    assert client.get("/complaints/abcdefghijklmnopqrstuv").status_code == 404
    assert town.enter(client, READER).get("/remarks/abcdefghijklmnopqrstuv").status_code == 404


def test_a_second_answer_is_refused_with_a_sentence(client, town):
    key = send_remark(actor=NOBODY, body=WORDS).key
    town.enter(client, READER)
    client.post(f"/remarks/{key}", {"answer": "好。"})
    response = client.post(f"/remarks/{key}", {"answer": "又好。"})
    assert response.status_code == 409
