from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tongxin.core import clock
from tongxin.core.cursors import opened_id
from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor
from tongxin.inbox import kinds
from tongxin.inbox.kinds import register_kind
from tongxin.inbox.models import Notice
from tongxin.inbox.reads.notices import newest_unread, notices_of, unread_count
from tongxin.inbox.tests.conftest import ANSWERED, ESCALATED, actor_of, tell
from tongxin.inbox.writes.reading import forget_read, open_notice, read_all
from tongxin.inbox.writes.telling import notify_many

NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_a_person_is_told_one_thing_once(xiaoman):
    assert tell(xiaoman) is True
    assert tell(xiaoman) is False
    assert unread_count(actor_of(xiaoman)) == 1


def test_several_people_are_told_the_same_and_only_who_did_not_know_counts(xiaoman, litong):
    tell(xiaoman, key="late")
    told = notify_many(
        person_ids=[litong.pk, xiaoman.pk, litong.pk], kind=ESCALATED.name, key="late", link="/", data={"number": "1"}
    )
    assert told == 1
    assert unread_count(actor_of(xiaoman)) == unread_count(actor_of(litong)) == 1


def test_people_are_told_in_three_queries_however_many(xiaoman, litong, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        notify_many(person_ids=[xiaoman.pk, litong.pk], kind=ESCALATED.name, key="k", link="/", data={"number": "1"})


def test_a_kind_that_nobody_registered_cannot_be_told(xiaoman):
    with pytest.raises(KeyError):
        tell(xiaoman, kind="testing.unheard_of")


def test_a_value_that_the_wording_needs_must_be_given(xiaoman):
    with pytest.raises(KeyError, match="number"):
        notify_many(person_ids=[xiaoman.pk], kind=ESCALATED.name, key="k", link="/", data={})


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example/", "cases/7", ""])
def test_a_notice_leads_nowhere_outside_the_product(xiaoman, link):
    with pytest.raises(ValueError, match="not a path"):
        notify_many(person_ids=[xiaoman.pk], kind=ESCALATED.name, key="k", link=link, data={"number": "1"})


def test_a_notice_is_worded_when_it_is_read(xiaoman):
    tell(xiaoman)
    (line,) = newest_unread(actor_of(xiaoman))
    assert line.note == "No. SQ-2026-0007 · 后勤"
    assert not line.is_urgent


def test_a_notice_of_an_app_that_was_taken_off_is_still_shown(xiaoman, monkeypatch):
    tell(xiaoman)
    monkeypatch.setattr(kinds, "_kinds", {})
    (line,) = newest_unread(actor_of(xiaoman))
    assert line.title
    assert line.note == ""


def test_a_kind_is_registered_once():
    with pytest.raises(ValueError, match="registered twice"):
        register_kind(ANSWERED)


def test_opening_a_notice_marks_it_read_once(xiaoman):
    tell(xiaoman)
    notice = Notice.objects.get()
    with clock.at(NOON):
        open_notice(actor=actor_of(xiaoman), notice_id=notice.pk)
    open_notice(actor=actor_of(xiaoman), notice_id=notice.pk)
    notice.refresh_from_db()
    assert notice.read_at == NOON


def test_another_persons_notice_is_not_there(xiaoman, litong):
    tell(xiaoman)
    for actor in (actor_of(litong), Actor()):
        with pytest.raises(NotFoundError):
            open_notice(actor=actor, notice_id=Notice.objects.get().pk)
        assert notices_of(actor).lines == []


def test_reading_all_touches_only_ones_own(xiaoman, litong):
    tell(xiaoman)
    tell(litong)
    read_all(actor=actor_of(xiaoman))
    assert unread_count(actor_of(xiaoman)) == 0
    assert unread_count(actor_of(litong)) == 1


def test_notices_are_paged_forth_and_back_without_a_gap(xiaoman):
    for number in range(5):
        tell(xiaoman, key=str(number), number=str(number))
    actor = actor_of(xiaoman)

    def numbers(page):
        return [line.note[4] for line in page.lines]

    first = notices_of(actor, size=2)
    second = notices_of(actor, after=opened_id(first.after), size=2)
    third = notices_of(actor, after=opened_id(second.after), size=2)
    assert [numbers(page) for page in (first, second, third)] == [["4", "3"], ["2", "1"], ["0"]]
    assert (first.before, third.after) == ("", "")
    assert numbers(notices_of(actor, before=opened_id(third.before), size=2)) == ["2", "1"]
    assert numbers(notices_of(actor, before=opened_id(second.before), size=2)) == ["4", "3"]


def test_a_page_beyond_the_end_is_empty(xiaoman):
    tell(xiaoman)
    assert notices_of(actor_of(xiaoman), after=1).lines == []


def test_read_notices_are_forgotten_after_180_days_and_unread_ones_never(xiaoman):
    for key in ("old", "recent", "unread"):
        tell(xiaoman, key=key)
    Notice.objects.filter(key="old").update(read_at=NOON)
    Notice.objects.filter(key="recent").update(read_at=NOON + timedelta(days=1))
    with clock.at(NOON + timedelta(days=180, hours=1)):
        assert forget_read() == 1
    assert set(Notice.objects.values_list("key", flat=True)) == {"recent", "unread"}
