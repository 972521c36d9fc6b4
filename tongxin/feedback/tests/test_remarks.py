"""Saying something about the platform: by anybody, tied to nobody, answered once."""

import pytest
from django.db import connection

from tongxin.core import clock
from tongxin.core.acts import with_key
from tongxin.core.errors import BadInputError, NotFoundError, RuleBrokenError, TooManyError
from tongxin.core.models import DoneAct
from tongxin.core.policy import NOBODY
from tongxin.feedback.models import Remark
from tongxin.feedback.reads import remarks_page, todos, waiting_count
from tongxin.feedback.rights import access_remark, can_answer, visible_remarks
from tongxin.feedback.writes import NAMED_AN_HOUR, NAMELESS_AN_HOUR, answer_remark, say_whether_it_helped, send_remark
from tongxin.inbox.models import Notice
from tongxin.journal.public import newest_entries

WORDS = "台账要填三遍，能不能只填一遍。"
WRITER, READER, ADMINISTRATOR = "何小满", "沈知夏", "周守一"
READERS = {READER, ADMINISTRATOR}


@pytest.fixture
def remark(town):
    return send_remark(actor=NOBODY, body=WORDS, contact="13800000000")


def stored(remark):
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, contact, hour FROM feedback_remark WHERE id = %s", [remark.pk])
        return cursor.fetchone()


def test_what_was_said_and_how_to_reach_its_writer_lie_encrypted(remark):
    body, contact, _hour = stored(remark)
    assert body.startswith("a1:")
    assert contact.startswith("a1:")
    assert Remark.objects.get().body == WORDS


def test_of_the_time_only_the_hour_is_kept(remark, frozen):
    with clock.at(frozen.replace(hour=10, minute=47, second=12)):
        later = send_remark(actor=NOBODY, body=WORDS)
    assert (later.hour.minute, later.hour.second, later.hour.microsecond) == (0, 0, 0)


def test_nothing_ties_a_nameless_remark_to_anybody(remark):
    assert Remark.objects.get().person is None
    assert [entry.actor for entry in newest_entries(kind="feedback.")] == [""]


def test_no_name_stands_in_the_journal_even_for_one_who_left_it(town):
    send_remark(actor=town.actor(WRITER), body=WORDS)
    (entry,) = newest_entries(kind="feedback.remark_sent")
    assert (entry.actor, entry.person_id, entry.data) == ("", None, {})


@pytest.mark.parametrize("body", ["", "  \n", "？！……"])
def test_a_remark_says_something(town, body):
    with pytest.raises(BadInputError) as refused:
        send_remark(actor=NOBODY, body=body)
    assert refused.value.field == "body"


@pytest.mark.parametrize(("field", "more"), [("body", {"body": "长" * 4001}), ("contact", {"contact": "1" * 121})])
def test_too_much_is_refused_at_its_field(town, field, more):
    with pytest.raises(BadInputError) as refused:
        send_remark(actor=NOBODY, **{"body": WORDS} | more)
    assert refused.value.field == field


@pytest.mark.parametrize(("who", "most"), [(None, NAMELESS_AN_HOUR), (WRITER, NAMED_AN_HOUR)])
def test_an_hour_has_an_end_and_the_next_one_begins_afresh(town, frozen, who, most):
    actor = town.actor(who) if who else NOBODY
    for _ in range(most):
        send_remark(actor=actor, body=WORDS)
    with pytest.raises(TooManyError):
        send_remark(actor=actor, body=WORDS)
    with clock.at(frozen.replace(hour=11)):
        send_remark(actor=actor, body=WORDS)


def test_a_flood_without_names_leaves_the_way_open_to_one_with_a_name(town):
    for _ in range(NAMELESS_AN_HOUR):
        send_remark(actor=NOBODY, body=WORDS)
    assert send_remark(actor=town.actor(WRITER), body=WORDS).person == town.people[WRITER]


def test_who_may_read_is_who_has_the_right(town, remark):
    may = {name for name in town.people if can_answer(town.actor(name))}
    assert may == READERS
    for name in town.people:
        actor = town.actor(name)
        assert visible_remarks(actor).exists() == (name in READERS)
        if name not in READERS:
            with pytest.raises(NotFoundError):
                access_remark(actor=actor, key=remark.key)


def test_an_answer_is_given_once_and_told_to_one_who_left_his_name(town):
    remark = send_remark(actor=town.actor(WRITER), body=WORDS)
    answer_remark(actor=town.actor(READER), key=remark.key, text="下个月改成填一遍。")
    with pytest.raises(RuleBrokenError):
        answer_remark(actor=town.actor(ADMINISTRATOR), key=remark.key, text="再答一遍。")
    (notice,) = Notice.objects.filter(person=town.people[WRITER])
    assert notice.link == f"/complaints/{remark.key}"
    assert Remark.objects.get().answer == "下个月改成填一遍。"


def test_an_answer_to_nobody_tells_nobody(town, remark):
    answer_remark(actor=town.actor(READER), key=remark.key, text="改好了。")
    assert not Notice.objects.exists()


def test_an_answer_needs_words(town, remark):
    with pytest.raises(BadInputError):
        answer_remark(actor=town.actor(READER), key=remark.key, text=" ")


def test_its_writer_says_once_whether_the_answer_helped(town, remark):
    with pytest.raises(RuleBrokenError):
        say_whether_it_helped(actor=NOBODY, key=remark.key, helped="yes")
    answer_remark(actor=town.actor(READER), key=remark.key, text="改好了。")
    with pytest.raises(BadInputError):
        say_whether_it_helped(actor=NOBODY, key=remark.key, helped="maybe")
    say_whether_it_helped(actor=NOBODY, key=remark.key, helped="no")
    with pytest.raises(RuleBrokenError):
        say_whether_it_helped(actor=NOBODY, key=remark.key, helped="yes")
    (entry,) = newest_entries(kind="feedback.remark_rated")
    assert (entry.actor, entry.data["helped"]) == ("", "no")


def test_the_waiting_come_oldest_first_the_answered_newest_first_page_by_page(town, frozen):
    reader = town.actor(READER)
    for number in range(33):
        with clock.at(frozen.replace(day=17, hour=number % 24)):
            send_remark(actor=town.actor(WRITER), body=f"第 {number} 条")
    first = remarks_page(reader, answered=False)
    rest = remarks_page(reader, answered=False, after=first.following)
    assert [line.title for line in first.lines + rest.lines] == [f"第 {number} 条" for number in range(33)]
    assert rest.following is None
    for line in first.lines[:2]:
        answer_remark(actor=reader, key=line.key, text="好。")
    assert [line.title for line in remarks_page(reader, answered=True).lines] == ["第 1 条", "第 0 条"]
    assert waiting_count(reader) == 31


def test_what_waits_is_one_to_do_of_its_readers(town, remark):
    assert [todo.link for todo in todos(town.actor(READER))] == ["/remarks"]
    assert todos(town.actor(WRITER)) == []
    answer_remark(actor=town.actor(READER), key=remark.key, text="改好了。")
    assert todos(town.actor(READER)) == []


def test_the_key_of_the_form_leads_to_nobody_either(town):
    with with_key("k1"):
        send_remark(actor=NOBODY, body=WORDS)
        send_remark(actor=NOBODY, body=WORDS)
    assert Remark.objects.count() == 1
    assert DoneAct.objects.get(name__endswith="send_remark").actor == "nobody"
