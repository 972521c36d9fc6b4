"""Deliveries: queued with the notice, sent once, cancelled by reading."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from tongxin.core import clock
from tongxin.core.errors import RuleBrokenError
from tongxin.inbox.book import usual_hours
from tongxin.inbox.models import Delivery, MailAddress, Notice
from tongxin.inbox.tests.conftest import ESCALATED, actor_of, tell
from tongxin.inbox.tests.letters import FRIDAY, MINUTE, after, states, wants_mail
from tongxin.inbox.writes import delivering
from tongxin.inbox.writes.preferences import choose
from tongxin.inbox.writes.reading import forget_read, open_notice, read_all


@pytest.fixture(autouse=True)
def _on_friday():
    with clock.at(FRIDAY):
        yield


def test_who_chose_nothing_is_told_inside_only(letters, xiaoman):
    tell(xiaoman)
    assert after(60) == 0
    assert not Delivery.objects.exists()
    assert Notice.objects.count() == 1


def test_a_notice_leaves_at_the_end_of_its_window_once(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    assert after(9) == 0
    assert after(10) == 1
    assert after(11) == 0
    assert [(address, title) for address, title, _id in letters.sent] == [("T0001@example.cn", "您有1件待办")]
    assert states() == ["sent"]


def test_several_notices_of_a_window_are_one_message_with_the_count(letters, xiaoman, litong):
    for person in (xiaoman, litong):
        wants_mail(person)
    for key in ("one", "two", "three"):
        tell(xiaoman, key=key)
    tell(litong)
    assert after(10) == 2
    assert sorted(letters.titles) == ["您有1件待办", "您有3件待办"]


def test_what_was_told_again_is_not_sent_again(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    after(10)
    with clock.at(FRIDAY + 60 * MINUTE):
        tell(xiaoman)
    assert after(120) == 0
    assert Delivery.objects.count() == 1


def test_reading_before_the_mail_goes_cancels_it(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman, key="read")
    tell(xiaoman, key="unread")
    open_notice(actor=actor_of(xiaoman), notice_id=Notice.objects.get(key="read").pk)
    after(10)
    assert letters.titles == ["您有1件待办"]
    assert sorted(states()) == ["read", "sent"]
    tell(xiaoman, key="another")
    read_all(actor=actor_of(xiaoman))
    assert after(30) == 0


def test_a_message_waits_for_the_end_of_quiet_hours_even_if_it_is_due_in_them(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    night = FRIDAY.replace(hour=23)
    with clock.at(night):  # the worker stood still all day
        assert delivering.deliver() == 0
    with clock.at(FRIDAY.replace(day=23, hour=6, minute=59)):
        assert delivering.deliver() == 0
    with clock.at(FRIDAY.replace(day=23, hour=7)):
        assert delivering.deliver() == 1


def test_urgent_ones_go_at_any_time_where_the_person_allowed_it(letters, xiaoman, litong):
    wants_mail(xiaoman, urgent_anyway=True)
    wants_mail(litong)
    with clock.at(FRIDAY.replace(hour=23)):
        for person in (xiaoman, litong):
            tell(person, kind=ESCALATED.name)
            tell(person, key="not urgent")
    with clock.at(FRIDAY.replace(hour=23, minute=10)):
        assert delivering.deliver() == 1
    assert letters.sent[0][:2] == ("T0001@example.cn", "您有1件待办")


def test_who_switches_mail_off_gets_none_of_what_waits(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    choose(actor=actor_of(xiaoman), by_mail=False, by_robot=False, hours=usual_hours())
    assert after(10) == 0
    assert states() == ["dropped"]


def test_who_left_or_may_no_longer_sign_in_gets_nothing(letters, xiaoman, litong):
    for person in (xiaoman, litong):
        wants_mail(person)
        tell(person)
    xiaoman.left_on = FRIDAY.date()
    xiaoman.save()
    litong.user.is_active = False
    litong.user.save()
    assert after(10) == 0
    assert states() == ["dropped", "dropped"]


def test_an_address_that_is_not_confirmed_gets_nothing(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    MailAddress.objects.update(confirmed_at=None)
    assert after(10) == 0
    assert letters.sent == []


def test_mail_cannot_be_chosen_without_a_confirmed_address(xiaoman):
    with pytest.raises(RuleBrokenError):
        choose(actor=actor_of(xiaoman), by_mail=True, by_robot=False, hours=usual_hours())


def test_forgetting_an_old_notice_takes_its_delivery_along_and_counts_notices(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    after(10)
    read_all(actor=actor_of(xiaoman))
    with clock.at(FRIDAY + timedelta(days=181)):
        assert forget_read() == 1
    assert not Delivery.objects.exists()


def test_telling_takes_as_many_queries_for_thirty_who_want_mail_as_for_three(
    xiaoman, litong, django_assert_num_queries, django_assert_max_num_queries
):
    for person in (xiaoman, litong):
        wants_mail(person)
    with django_assert_max_num_queries(7) as one:
        tell(xiaoman, key="a")
    with django_assert_num_queries(len(one.captured_queries)):
        tell(litong, key="b")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_message(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    start, sent = Barrier(2), []

    def work():
        with clock.at(FRIDAY + 10 * MINUTE):
            start.wait()
            sent.append(delivering.deliver())
        connections.close_all()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(sent) == [0, 1]
    assert len(letters.sent) == 1
