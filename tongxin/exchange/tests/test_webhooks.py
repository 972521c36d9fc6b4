"""What a webhook is told, against a real receiver: signed, once, in plain values, and nobody named."""

from datetime import timedelta

import pytest

from tests.town import MAKER
from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, accepted, answered, raised
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.exchange.followers import NAME, queue
from tongxin.exchange.models import DROPPED, SENT, Delivery, Endpoint
from tongxin.exchange.reads.facts import public_kinds
from tongxin.exchange.tests.receivers import ADMIN, is_genuine, made, rows, told
from tongxin.exchange.writes.endpoints import change_endpoint, renew_secret
from tongxin.exchange.writes.sending import try_endpoint
from tongxin.journal.facts import Fact
from tongxin.journal.models import Position
from tongxin.journal.public import catch_up, facts_after, followers, kinds, record
from tongxin.organisation.facts import UnitRenamed

TOMORROW = timedelta(days=1)


def next_day(frozen):
    return clock.at(frozen + TOMORROW)


def test_a_fact_is_told_as_a_cloud_event_with_the_values_of_the_facts_route(client, town, post_box):
    made(town, post_box.url)
    accepted(town)
    told()
    (event,) = post_box.events  # the raising waits: it was said without a name
    key = town.key("郑明察", "facts:read")
    answer = client.get("/api/v1/facts", {"kind": "casework.case_accepted"}, headers=key).json()
    (item,) = answer["items"]
    assert event == {
        "specversion": "1.0",
        "id": str(item["number"]),
        "source": "https://tongxin.example.cn",
        "type": "casework.case_accepted",
        "subject": item["subject"],
        "time": item["at"],
        "datacontenttype": "application/json",
        "data": item,
    }


def test_a_message_is_signed_and_any_change_of_it_shows(town, post_box):
    _endpoint, secret = made(town, post_box.url)
    accepted(town)
    told()
    ((headers, body),) = post_box.got
    assert headers["Content-Type"].startswith("application/cloudevents+json")
    assert headers["webhook-id"] == post_box.events[0]["id"]
    assert headers["webhook-timestamp"] == str(int(clock.now().timestamp()))
    assert is_genuine(secret, headers, body)
    assert not is_genuine(secret, headers, body + b" ")
    assert not is_genuine(secret, headers | {"webhook-timestamp": "1"}, body)
    assert not is_genuine("whsec_" + "A" * 43 + "=", headers, body)


def test_for_a_day_after_a_new_secret_both_are_good(town, post_box, frozen):
    endpoint, old = made(town, post_box.url)
    _endpoint, new = renew_secret(actor=town.actor(ADMIN), key=endpoint.key)
    accepted(town)
    told()
    assert is_genuine(old, *post_box.got[0])
    assert is_genuine(new, *post_box.got[0])
    with next_day(frozen):
        accepted(town)
        told()
    assert not is_genuine(old, *post_box.got[-1])
    assert is_genuine(new, *post_box.got[-1])


def test_what_was_said_without_a_name_is_told_the_day_after_and_without_a_minute(town, post_box, frozen):
    made(town, post_box.url, kinds=["casework.case_raised"])
    raised(town)
    assert kinds()["casework.case_raised"].nameless
    assert told() == 0
    with clock.at(frozen + timedelta(hours=13, minutes=59)):
        assert told() == 0, "the day of the organisation is not over before midnight"
    with clock.at(frozen + timedelta(hours=14)):
        assert told() == 1
    (event,) = post_box.events
    assert "time" not in event
    assert (event["data"]["at"], event["data"]["day"]) == (None, "2026-03-16")


def test_nobody_is_named(town, post_box, frozen):
    made(town, post_box.url, kinds=public_kinds())
    answered(town, mode="handler_only")
    with next_day(frozen):
        assert told() > 2
    words = str(post_box.got)
    for one in (RAISER, HANDLER):
        person = town.people[one]
        for word in (f"person:{person.pk}", person.name, person.staff_no, person.key):
            assert word not in words


def test_only_kinds_that_were_ticked_are_told(town, post_box):
    made(town, post_box.url, kinds=["casework.case_answered"])
    answered(town)
    told()
    assert [event["type"] for event in post_box.events] == ["casework.case_answered"]


def test_every_kind_that_the_facts_route_tells_is_followed_and_no_other():
    assert followers()[NAME].kinds == set(public_kinds())
    assert followers()[NAME].reset is None


def test_nothing_from_before_a_webhook_was_made_is_told(town, post_box, frozen):
    accepted(town)
    with clock.at(frozen + timedelta(minutes=1)):
        made(town, post_box.url)
        assert told() == 0
    assert rows() == []


def test_a_case_about_the_one_who_set_the_webhook_is_not_told(town, post_box, frozen):
    endpoint, _secret = made(town, post_box.url)
    Endpoint.objects.update(set_by=town.people[OFFICER])
    raised(town, about=OFFICER)
    raised(town)
    with next_day(frozen):
        assert told() == 1
    assert sorted(row.state for row in rows(endpoint)) == [DROPPED, SENT]


def test_an_entry_is_told_once_even_if_it_is_read_twice(town, post_box):
    made(town, post_box.url)
    accepted(town)
    told()
    Position.objects.filter(follower=NAME).update(number=0)
    told()
    assert len(post_box.got) == 1


@act
def bring_in(*, actor, fact: Fact):
    record(fact, imported=True)


def test_history_that_was_brought_in_is_not_told(town, post_box):
    made(town, post_box.url, kinds=["organisation.unit_renamed"])
    bring_in(actor=MAKER, fact=UnitRenamed(object="organisation.unit:1", unit_id=town.units["模修班"].pk))
    told()
    assert rows() == []


def test_two_webhooks_are_told_each_of_its_own(town, post_box, other_box):
    made(town, post_box.url)
    made(town, other_box.url, kinds=["casework.case_answered"], name="大屏")
    answered(town)
    told()
    assert [event["type"] for event in post_box.events] == ["casework.case_accepted"]
    assert [event["type"] for event in other_box.events] == ["casework.case_answered"]


def test_what_waits_goes_to_a_new_address(town, post_box, other_box):
    endpoint, _secret = made(town, post_box.url)
    accepted(town)
    catch_up()
    change_endpoint(actor=town.actor(ADMIN), key=endpoint.key, name="x", url=other_box.url, kinds=endpoint.kinds)
    told()
    assert (len(post_box.got), len(other_box.got)) == (0, 1)


def test_a_test_says_that_it_is_one_and_is_signed(town, post_box):
    endpoint, secret = made(town, post_box.url)
    try_endpoint(actor=town.actor(ADMIN), key=endpoint.key)
    ((headers, body),) = post_box.got
    assert post_box.events[0]["type"] == "exchange.test"
    assert is_genuine(secret, headers, body)
    assert Delivery.objects.count() == 0


def test_address_and_secrets_lie_sealed(town, post_box):
    endpoint, secret = made(town, post_box.url)
    renew_secret(actor=town.actor(ADMIN), key=endpoint.key)
    stored = Endpoint.objects.filter(pk=endpoint.pk).values("url", "secret", "old_secret").get()
    for column, value in stored.items():
        assert str(value)
        assert "a-secret-token" not in str(value), column
        assert secret.removeprefix("whsec_") not in str(value), column


@pytest.mark.parametrize("count", [1, 5])
def test_the_reaction_asks_as_often_for_five_webhooks_as_for_one(town, post_box, count, django_assert_num_queries):
    for number in range(count):
        made(town, post_box.url, name=f"系统{number}")
    accepted(town)
    found = facts_after(0, kinds=["casework.case_accepted"], units=None, hidden=[], limit=10)
    with django_assert_num_queries(2):
        queue(found)
    assert len(rows()) == count
