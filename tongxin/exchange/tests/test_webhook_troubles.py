"""Receivers in trouble: what is tried again, given up, paused, and whom it does not hold up."""

import time
from datetime import timedelta

import pytest

from tongxin.casework.tests.stories import accepted
from tongxin.core import clock, leases
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.exchange.models import GIVEN_UP, SENT, WAITING, Delivery
from tongxin.exchange.rules.sending import PAUSES
from tongxin.exchange.tests.receivers import ADMIN, afresh, made, rows, told
from tongxin.exchange.writes import sending
from tongxin.exchange.writes.endpoints import pause_endpoint, remove_endpoint, resume_endpoint
from tongxin.exchange.writes.sending import forget_done, send_due, try_endpoint
from tongxin.inbox.tests.servers import free_port
from tongxin.journal.public import catch_up, entries_about


def recorded(endpoint):
    return [entry.kind.partition(".")[2] for entry in entries_about(endpoint.label)]


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (500, "fault"), (503, "fault"), (302, "redirect"), (307, "redirect"), (400, "refused"), (401, "refused"),
        (429, "busy"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_tried_again_with_the_same_number(town, post_box, frozen, status, trouble):
    endpoint, _secret = made(town, post_box.url)
    post_box.status, post_box.headers = status, {"Location": post_box.url, "Content-Length": "0"}
    accepted(town)
    assert told() == 0
    assert afresh(endpoint).trouble == trouble
    assert len(post_box.got) == 1
    assert told() == 0
    assert len(post_box.got) == 1, "before the pause is over nothing is sent"
    post_box.status = 204
    with clock.at(frozen + PAUSES[0]):
        assert told() == 1
    first, second = (headers["webhook-id"] for headers, _body in post_box.got)
    assert first == second
    assert (afresh(endpoint).trouble, afresh(endpoint).failing_since) == ("", None)
    assert afresh(endpoint).worked_on == clock.today()


def test_a_receiver_that_says_nothing_in_time_is_tried_again(town, post_box, settings):
    endpoint, _secret = made(town, post_box.url)
    settings.EGRESS_TIMEOUT, post_box.seconds = 0.3, 1.0
    accepted(town)
    assert told() == 0
    assert afresh(endpoint).trouble == "slow"


def test_a_huge_answer_is_no_matter(town, post_box):
    post_box.status, post_box.answer = 200, b"x" * 5_000_000
    made(town, post_box.url)
    accepted(town)
    assert told() == 1


def test_a_receiver_that_is_not_there_is_tried_again(town, own_network):
    endpoint, _secret = made(town, f"http://localhost:{free_port()}/")
    accepted(town)
    assert told() == 0
    assert afresh(endpoint).trouble == "down"


def test_an_address_that_came_to_lead_inside_is_not_spoken_to(town, post_box, settings):
    endpoint, _secret = made(town, post_box.url)
    settings.EGRESS = ["localhost"]
    accepted(town)
    told()
    assert afresh(endpoint).trouble == "private"
    assert post_box.got == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://evil.example.cn/",
        "https://169.254.169.254/latest/",
        "http://[::ffff:7f00:1]/",
        "x",
    ],
)
def test_an_address_that_is_not_listed_cannot_be_set(town, own_network, url):
    with pytest.raises(BadInputError) as caught:
        made(town, url)
    assert caught.value.field == "url"


def test_after_the_last_pause_it_is_given_up(town, post_box, frozen):
    endpoint, _secret = made(town, post_box.url)
    post_box.status = 500
    accepted(town)
    now = frozen
    for pause in (timedelta(), *PAUSES):
        now += pause
        with clock.at(now):
            told()
    (row,) = rows(endpoint, kind="casework.case_accepted")
    assert (row.state, row.tries, len(post_box.got)) == (GIVEN_UP, len(PAUSES) + 1, len(PAUSES) + 1)
    with clock.at(now + timedelta(hours=1)):
        assert told() == 0
    assert len(post_box.got) == len(PAUSES) + 1


def test_after_a_day_of_failures_the_endpoint_is_paused_by_the_system(town, post_box, frozen):
    endpoint, _secret = made(town, post_box.url)
    post_box.status = 500
    accepted(town)
    told()
    with clock.at(frozen + timedelta(days=1)):
        told()
    assert afresh(endpoint).paused == "failing"
    assert recorded(endpoint) == ["endpoint_made", "endpoint_paused"]
    assert entries_about(endpoint.label)[-1].data == {"why": "failing"}
    tries = len(post_box.got)
    with clock.at(frozen + timedelta(days=2)):
        told()
        assert len(post_box.got) == tries
        resume_endpoint(actor=town.actor(ADMIN), key=endpoint.key)
        told()
        assert len(post_box.got) == tries + 1
        assert afresh(endpoint).paused == "", "it has patience afresh"


def test_a_receiver_that_says_it_is_gone_is_paused_at_once(town, post_box):
    endpoint, _secret = made(town, post_box.url)
    post_box.status = 410
    accepted(town)
    told()
    assert afresh(endpoint).paused == "gone"


def test_what_happens_during_a_pause_waits(town, post_box):
    endpoint, _secret = made(town, post_box.url)
    pause_endpoint(actor=town.actor(ADMIN), key=endpoint.key)
    accepted(town)
    assert told() == 0
    resume_endpoint(actor=town.actor(ADMIN), key=endpoint.key)
    assert told() == 1
    assert recorded(endpoint) == ["endpoint_made", "endpoint_paused", "endpoint_resumed"]


def test_pausing_twice_is_recorded_once(town, post_box):
    endpoint, _secret = made(town, post_box.url)
    for _time in range(2):
        pause_endpoint(actor=town.actor(ADMIN), key=endpoint.key)
    assert recorded(endpoint) == ["endpoint_made", "endpoint_paused"]


def test_what_waited_for_seven_days_is_given_up_and_forgotten_a_month_later(town, post_box, frozen):
    endpoint, _secret = made(town, post_box.url)
    pause_endpoint(actor=town.actor(ADMIN), key=endpoint.key)
    accepted(town)
    catch_up()
    with clock.at(frozen + timedelta(days=6)):
        forget_done()
        assert {row.state for row in rows()} == {WAITING}
    with clock.at(frozen + timedelta(days=9)):
        forget_done()
        assert {row.state for row in rows()} == {GIVEN_UP}
    with clock.at(frozen + timedelta(days=40)):
        forget_done()
    assert rows() == []


def test_a_slow_receiver_holds_up_no_other(town, post_box, other_box):
    slow, _secret = made(town, post_box.url)
    quick, _secret = made(town, other_box.url, name="大屏")
    post_box.seconds = 1.5
    accepted(town)
    catch_up()
    done = {}
    original = sending._end

    def noted(row, claim, state):
        done[row.endpoint_id] = time.monotonic()
        original(row, claim, state)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sending, "_end", noted)
        started = time.monotonic()
        assert send_due() == 2
    assert done[quick.pk] - started < 1.0
    assert done[slow.pk] - started >= 1.5


def test_a_receiver_in_trouble_is_asked_once_a_round_and_the_rest_is_not_counted_as_tried(town, post_box):
    endpoint, _secret = made(town, post_box.url)
    post_box.status = 503
    for _case in range(3):
        accepted(town)
    told()
    assert len(post_box.got) == 1
    assert sorted(row.tries for row in rows(endpoint, kind="casework.case_accepted")) == [0, 0, 1]
    assert {row.claim for row in rows(endpoint)} == {""}


def test_one_event_that_is_refused_holds_up_no_other(town, post_box):
    endpoint, _secret = made(town, post_box.url)
    for _case in range(3):
        accepted(town)
    catch_up()
    first = rows(endpoint, kind="casework.case_accepted")[0]
    post_box.refuse = f'"id": "{first.number}"'
    assert send_due() == 2
    assert [row.state for row in rows(endpoint, kind="casework.case_accepted")] == [WAITING, SENT, SENT]


def test_what_another_worker_holds_is_left_to_it_until_its_claim_lapses(town, post_box, frozen):
    made(town, post_box.url)
    accepted(town)
    catch_up()
    Delivery.objects.update(claim="another", claimed_until=leases.until(timedelta(minutes=5)), tries=1)
    with clock.at(frozen + timedelta(days=400)):  # a node whose own clock is wrong takes it no sooner
        assert told() == 0
    Delivery.objects.update(claimed_until=leases.until(timedelta(seconds=-1)))
    assert told() == 1


def test_a_claim_of_two_workers_in_one_moment_goes_to_one(town, post_box, monkeypatch):
    endpoint, _secret = made(town, post_box.url)
    accepted(town)
    catch_up()
    ours = sending._packed(endpoint)
    assert len(ours.letters) == 1
    assert sending._packed(endpoint) is None


def test_what_broke_off_again_and_again_is_given_up(town, post_box):
    endpoint, _secret = made(town, post_box.url)
    accepted(town)
    catch_up()
    Delivery.objects.update(tries=len(PAUSES) + 1)
    assert told() == 0
    assert post_box.got == []
    assert rows(endpoint, kind="casework.case_accepted")[0].state == GIVEN_UP
    assert afresh(endpoint).trouble == "lost"


def test_a_removed_webhook_is_told_nothing_more(town, post_box):
    endpoint, _secret = made(town, post_box.url)
    accepted(town)
    catch_up()
    label = endpoint.label
    remove_endpoint(actor=town.actor(ADMIN), key=endpoint.key)
    assert told() == 0
    assert (post_box.got, rows()) == ([], [])
    assert [entry.kind for entry in entries_about(label)] == ["exchange.endpoint_made", "exchange.endpoint_removed"]


def test_a_test_that_fails_says_why_and_changes_nothing(town, post_box):
    endpoint, _secret = made(town, post_box.url)
    post_box.status = 500
    with pytest.raises(RuleBrokenError):
        try_endpoint(actor=town.actor(ADMIN), key=endpoint.key)
    assert afresh(endpoint).trouble == ""
