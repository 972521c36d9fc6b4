"""Asking for a correction: kept sealed, answered once by those who may change the person, visible to both."""

import html

import pytest
from django.db import connection
from django.urls import reverse

from tongxin.core.errors import BadInputError, ForbiddenError, NotFoundError, RuleBrokenError, TooManyError
from tongxin.core.own_data import own_data
from tongxin.core.policy import system_actor
from tongxin.disclosure.models import CORRECTED, KEPT, Correction
from tongxin.disclosure.reads import corrections_page
from tongxin.disclosure.rights import access_correction
from tongxin.disclosure.writes import OPEN_AT_ONCE, answer_correction, ask_correction
from tongxin.inbox.models import Notice
from tongxin.inbox.public import todos_of
from tongxin.journal.public import newest_entries

PERSON, OFFICER, OTHER = "何小满", "沈知夏", "魏东来"
WORDS = "我的生日写错了，应是三月五日。"


@pytest.fixture
def correction(town):
    return ask_correction(actor=town.actor(PERSON), words=WORDS)


def answer(town, correction, *, by=OFFICER, outcome=CORRECTED, text="已改正。"):
    return answer_correction(actor=town.actor(by), key=correction.key, outcome=outcome, text=text)


def test_what_is_wrong_lies_encrypted_and_not_in_the_journal(correction):
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM disclosure_correction WHERE id = %s", [correction.pk])
        assert cursor.fetchone()[0].startswith("a1:")
    assert all(WORDS not in str(line.data) for line in newest_entries(limit=20))


def test_it_waits_for_those_who_may_change_the_person_and_for_nobody_else(town, correction):
    link = reverse("disclosure:corrections")
    waiting = {who for who in town.people if any(todo.link == link for todo in todos_of(town.actor(who)))}
    assert waiting == {who for who in town.people if corrections_page(town.actor(who), answered=False)}
    assert OFFICER in waiting
    assert not {PERSON, OTHER} & waiting


def test_nobody_answers_his_own(town):
    mine = ask_correction(actor=town.actor(OFFICER), words="部门写错了。")
    with pytest.raises(NotFoundError):
        answer(town, mine)


def test_a_stranger_to_the_unit_does_not_find_it(town, correction):
    with pytest.raises(NotFoundError):
        access_correction(actor=town.actor(OTHER), key=correction.key)


def test_the_person_reads_the_answer_and_is_told(town, correction):
    answer(town, correction, outcome=KEPT, text="与证件一致。")
    rows = next(section for section in own_data(town.actor(PERSON)) if section.key == "corrections").rows
    assert rows[0][0] == WORDS
    assert rows[0][3] == "与证件一致。"
    assert Notice.objects.filter(person=town.people[PERSON], kind="disclosure.answered").count() == 1


def test_it_is_answered_once(town, correction):
    answer(town, correction)
    with pytest.raises(RuleBrokenError):
        answer(town, correction)


@pytest.mark.parametrize(("outcome", "text"), [("later", "好"), (KEPT, "  "), (KEPT, "字" * 1001)])
def test_a_bad_answer_changes_nothing(town, correction, outcome, text):
    with pytest.raises(BadInputError):
        answer(town, correction, outcome=outcome, text=text)
    assert Correction.objects.get().answered_at is None


def test_five_wait_at_most(town):
    for number in range(OPEN_AT_ONCE):
        ask_correction(actor=town.actor(PERSON), words=f"第{number}处。")
    with pytest.raises(TooManyError):
        ask_correction(actor=town.actor(PERSON), words="再一处。")


def test_only_a_person_asks(town):
    with pytest.raises(ForbiddenError):
        ask_correction(actor=system_actor("x"), words=WORDS)


def test_what_was_typed_stays_when_it_is_refused(town, client):
    response = town.enter(client, PERSON).post(reverse("disclosure:mine"), {"words": "字" * 1001})
    assert response.status_code == 422
    assert "字" * 1001 in html.unescape(response.content.decode())


def test_asking_and_answering_by_the_pages(town, client):
    assert town.enter(client, PERSON).post(reverse("disclosure:mine"), {"words": WORDS}).status_code == 302
    correction = Correction.objects.get()
    address = reverse("disclosure:correction", args=[correction.key])
    assert WORDS in html.unescape(town.enter(client, OFFICER).get(address).content.decode())
    assert newest_entries(limit=1)[0].kind == "disclosure.correction_read"
    assert client.post(address, {"text": "已改。"}).status_code == 422
    assert client.post(address, {"outcome": CORRECTED, "text": "已改。"}).status_code == 302
    assert "已改。" in html.unescape(client.get(address).content.decode())
    assert PERSON in html.unescape(client.get(reverse("disclosure:corrections") + "?view=answered").content.decode())
