"""An address is proved by the code that was sent to it; mail comes from a real server on this machine."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.db import connection
from django.urls import reverse

from tongxin.config.outside import Mail
from tongxin.core import clock
from tongxin.core.errors import BadInputError, RuleBrokenError, TooManyError
from tongxin.inbox.book import code_rule
from tongxin.inbox.models import CodeSent, MailAddress, Preference
from tongxin.inbox.tests.conftest import actor_of
from tongxin.inbox.tests.servers import HOST, free_port, mail_server
from tongxin.inbox.writes.addresses import ask_for_address, confirm_address, forget_codes, remove_address
from tongxin.journal.public import newest_entries

ADDRESS = "Xiaoman.He@example.cn"


@pytest.fixture
def box(settings):
    with mail_server() as box:
        settings.MAIL = Mail(host=HOST, port=box.port, tls="none", sender="tongxin@example.cn", timeout=5)
        yield box


def ask(person, address=ADDRESS):
    ask_for_address(actor=actor_of(person), address=address)


def code_in(box):
    mail = message_from_bytes(box.mails[-1][1], policy=policy.default)
    return re.search(r"\d{6}", mail["Subject"]).group()


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_the_code_confirms_the_address_and_switches_mail_on(box, xiaoman):
    ask(xiaoman)
    assert box.mails[0][0] == [ADDRESS]
    assert MailAddress.objects.get().confirmed_at is None
    confirm_address(actor=actor_of(xiaoman), code=f" {code_in(box)} ")
    assert MailAddress.objects.get().confirmed_at is not None
    assert Preference.objects.get().by_mail


def test_the_address_lies_sealed_in_the_database_and_never_in_the_journal(box, xiaoman):
    ask(xiaoman)
    confirm_address(actor=actor_of(xiaoman), code=code_in(box))
    remove_address(actor=actor_of(xiaoman))
    ask(xiaoman)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM inbox_mailaddress")
        (row,) = cursor.fetchall()
    assert "xiaoman" not in str(row).lower()
    entries = newest_entries()
    assert [entry.kind for entry in entries] == ["inbox.address_removed", "inbox.address_confirmed"]
    assert "xiaoman" not in str(entries).lower()


def test_a_wrong_code_does_not_confirm_and_a_few_end_it(box, xiaoman):
    ask(xiaoman)
    code = code_in(box)
    for _ in range(code_rule().tries):
        with pytest.raises(BadInputError):
            confirm_address(actor=actor_of(xiaoman), code=wrong(code))
    with pytest.raises(RuleBrokenError):
        confirm_address(actor=actor_of(xiaoman), code=code)
    assert MailAddress.objects.get().confirmed_at is None


def test_a_code_ends_after_a_quarter_of_an_hour(box, xiaoman, frozen):
    ask(xiaoman)
    with clock.at(frozen + code_rule().valid + timedelta(seconds=1)), pytest.raises(RuleBrokenError):
        confirm_address(actor=actor_of(xiaoman), code=code_in(box))


def test_a_code_works_once_and_for_its_person_only(box, xiaoman, litong):
    ask(xiaoman)
    ask(litong, "litong@example.cn")
    with pytest.raises(BadInputError):
        confirm_address(actor=actor_of(xiaoman), code=code_in(box))


def test_another_address_needs_a_code_of_its_own_and_stops_mail_until_then(box, xiaoman):
    ask(xiaoman)
    first = code_in(box)
    confirm_address(actor=actor_of(xiaoman), code=first)
    ask(xiaoman, "another@example.cn")
    assert not Preference.objects.get().by_mail
    assert MailAddress.objects.get().confirmed_at is None


def test_nobody_can_flood_a_mailbox_with_codes(box, xiaoman, litong, frozen):
    for _ in range(code_rule().per_hour):
        ask(xiaoman)
    for person in (xiaoman, litong):  # the person had enough, and so had the address, however it is written
        with pytest.raises(TooManyError):
            ask(person, ADDRESS.upper())
    assert len(box.mails) == code_rule().per_hour
    with clock.at(frozen + timedelta(minutes=61)):
        ask(litong)
    with clock.at(frozen + timedelta(days=3)):
        forget_codes()
    assert not CodeSent.objects.exists()


@pytest.mark.parametrize(
    "address", ["", "何小满", "a@b", "a@example.cn, b@example.cn", "a@example.cn\nBcc: b@example.cn", "满@example.cn"]
)
def test_what_is_no_address_is_refused(box, xiaoman, address):
    with pytest.raises(BadInputError):
        ask(xiaoman, address)
    assert box.mails == []


def test_a_server_that_is_down_is_told_in_a_sentence(settings, xiaoman):
    settings.MAIL = Mail(host=HOST, port=free_port(), tls="none", sender="t@example.cn", timeout=2)
    with pytest.raises(RuleBrokenError, match=r".*") as caught:
        ask(xiaoman)
    assert "does not answer" in str(caught.value.message) or "没有应答" in str(caught.value.message)


def test_without_mail_no_address_can_be_entered(settings, xiaoman):
    settings.MAIL = Mail()
    with pytest.raises(RuleBrokenError):
        ask(xiaoman)


def test_removing_an_address_twice_is_no_trouble(box, xiaoman):
    ask(xiaoman)
    remove_address(actor=actor_of(xiaoman))
    remove_address(actor=actor_of(xiaoman))
    assert not MailAddress.objects.exists()


def test_the_page_leads_from_address_to_code_to_choice(box, browser):
    page = browser.get(reverse("inbox:telling")).content.decode()
    assert 'name="address"' in page
    assert 'name="digest"' not in page
    sent = browser.post(reverse("inbox:address"), {"address": ADDRESS}, follow=True).content.decode()
    assert ADDRESS in sent
    assert 'name="code"' in sent
    refused = browser.post(reverse("inbox:code"), {"code": wrong(code_in(box))})
    assert (refused.status_code, 'name="code"' in refused.content.decode()) == (422, True)
    done = browser.post(reverse("inbox:code"), {"code": code_in(box)}, follow=True).content.decode()
    assert 'name="digest"' in done
    assert 'name="by_mail"' in done
    gone = browser.post(reverse("inbox:remove-address"), follow=True).content.decode()
    assert ADDRESS not in gone


def test_what_was_typed_stays_where_it_is_refused(box, browser):
    page = browser.post(reverse("inbox:address"), {"address": "nobody at home"})
    assert page.status_code == 422
    assert "nobody at home" in page.content.decode()
