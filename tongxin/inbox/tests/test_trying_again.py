"""Deliveries that do not arrive: tried again, given up, and what a crash costs."""

from contextlib import suppress
from datetime import timedelta

import pytest

from tongxin.core import clock, leases
from tongxin.inbox.book import pauses
from tongxin.inbox.channels.trouble import Trouble
from tongxin.inbox.models import ChannelState, Delivery, MailAddress
from tongxin.inbox.reads.channels import MAIL, channel_lines
from tongxin.inbox.tests.conftest import actor_of, tell
from tongxin.inbox.tests.letters import FRIDAY, MINUTE, after, states, wants_mail
from tongxin.inbox.writes import delivering
from tongxin.inbox.writes.reading import read_all


@pytest.fixture(autouse=True)
def _on_friday():
    with clock.at(FRIDAY):
        yield


def lapse():
    """Let the claims of the dead end; they end by the database's clock."""
    Delivery.objects.exclude(claimed_until=None).update(claimed_until=leases.until(timedelta(seconds=-1)))


def test_trouble_is_tried_again_after_growing_pauses_and_then_given_up(letters, xiaoman):
    wants_mail(xiaoman, quiet_days=False, quiet_from="00:00", quiet_until="00:00")
    tell(xiaoman)
    letters.trouble = Trouble.DOWN
    moment, tries = FRIDAY + 10 * MINUTE, []
    for pause in [*pauses(), None]:
        with clock.at(moment):
            delivering.deliver()
            assert delivering.deliver() == 0
        tries.append(Delivery.objects.get().tries)
        moment += pause or timedelta(0)
    assert tries == [1, 2, 3, 4, 5, 6]
    assert states() == ["given_up"]
    letters.trouble = None
    with clock.at(moment + timedelta(days=3)):
        assert delivering.deliver() == 0
    (line, _robots) = channel_lines()
    assert (line.channel, line.given_up, line.waiting) == (MAIL, 1, 0)
    assert "does not answer" in str(line.trouble) or "没有应答" in str(line.trouble)


def test_a_later_try_says_the_same_thing_under_the_same_name(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    letters.dies_after_sending = True
    with pytest.raises(KeyboardInterrupt):
        after(10)
    letters.dies_after_sending = False
    lapse()
    after(20)
    (first, second) = letters.sent
    assert first == second
    assert first[2]


def test_a_worker_that_dies_between_sending_and_marking_sends_twice_rather_than_never(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    letters.dies_after_sending = True
    with pytest.raises(KeyboardInterrupt):
        after(10)
    letters.dies_after_sending = False
    assert after(11) == 0, "the claim of the dead one still holds"
    lapse()
    assert after(20) == 1
    assert after(40) == 0
    assert len(letters.sent) == 2


def test_after_a_crash_nothing_goes_twice_to_somebody_who_has_read_it_meanwhile(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    letters.dies_after_sending = True
    with pytest.raises(KeyboardInterrupt):
        after(10)
    letters.dies_after_sending = False
    read_all(actor=actor_of(xiaoman))
    lapse()
    assert after(20) == 0
    assert len(letters.sent) == 1


def test_a_worker_that_always_dies_does_not_send_for_ever(letters, xiaoman):
    wants_mail(xiaoman, quiet_days=False, quiet_from="00:00", quiet_until="00:00")
    tell(xiaoman)
    letters.dies_after_sending = True
    for number in range(12):
        with clock.at(FRIDAY + timedelta(hours=1 + number)), suppress(KeyboardInterrupt):
            lapse()
            delivering.deliver()
    assert len(letters.sent) == len(pauses()) + 1
    assert states() == ["given_up"]


def test_a_refused_recipient_is_given_up_at_once_and_the_person_sees_why(letters, xiaoman, litong):
    for person in (xiaoman, litong):
        wants_mail(person)
        tell(person)
    letters.trouble = Trouble.RECIPIENT
    after(10)
    assert states() == ["given_up", "given_up"]
    assert set(MailAddress.objects.values_list("trouble", flat=True)) == {"recipient"}


def test_trouble_of_the_server_stops_the_round_and_is_no_fault_of_the_address(letters, xiaoman, litong):
    for person in (xiaoman, litong):
        wants_mail(person)
        tell(person)
    letters.trouble = Trouble.DOWN
    after(10)
    assert sorted(Delivery.objects.values_list("tries", flat=True)) == [0, 1]
    assert set(MailAddress.objects.values_list("trouble", flat=True)) == {""}


def test_one_good_message_takes_the_trouble_away_from_the_system_page(letters, xiaoman):
    wants_mail(xiaoman)
    tell(xiaoman)
    letters.trouble = Trouble.SLOW
    after(10)
    assert channel_lines()[0].is_in_trouble
    assert channel_lines()[0].waiting == 1
    letters.trouble = None
    after(20)
    assert not channel_lines()[0].is_in_trouble
    assert ChannelState.objects.get().worked_at == FRIDAY + 20 * MINUTE
