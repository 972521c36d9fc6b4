"""Whoever signs in reads the privacy notice in force first, by whatever door he came, and again when it changes."""

import html
from dataclasses import replace

import pytest
from django.urls import reverse

from tests.town import MAKER, PASSWORD
from tongxin.accounts import notice as notices
from tongxin.accounts.models import NoticeConfirmation, User
from tongxin.accounts.notice import notice_in_force, register_notice
from tongxin.accounts.writes.notices import confirm_notice
from tongxin.casework.models import Case
from tongxin.core.belonging import form_mark
from tongxin.core.errors import RuleBrokenError
from tongxin.journal.public import entries_about
from tongxin.organisation.public import give_code

NEWCOMER = "魏东来"
PAGE = "/me/notice"
WORDS = "更衣室夜里没有热水。"


@pytest.fixture
def user(town):
    """Somebody who has not read the notice."""
    found = town.people[NEWCOMER].user
    found.notice_version = 0
    found.save()
    return found


@pytest.fixture
def version():
    return notice_in_force().version


def sign_in(client, user, secret=PASSWORD, **more):
    return client.post("/sign-in", {"name": user.number, "password": secret} | more)


def text_of(response):
    return html.unescape(response.content.decode())


def read(client, version, **more):
    return client.post(PAGE, {"version": version} | more)


@pytest.mark.parametrize("address", ["/", "/my-cases", "/say", "/me", "/me/password", "/me/sign-in", "/no/such/page"])
def test_nothing_opens_before_the_notice_is_read(client, user, address):
    client.force_login(user)
    if address == "/no/such/page":
        assert client.get(address).status_code == 404
        return
    assert client.get(address)["Location"].startswith(f"{PAGE}?next=")
    assert client.get(address, headers={"HX-Request": "true"})["HX-Redirect"] == PAGE


@pytest.mark.parametrize("address", ["/privacy", "/norms", "/complaints", "/healthz", "/sign-in", PAGE])
def test_what_everybody_may_read_stays_open(client, user, address):
    client.force_login(user)
    assert client.get(address).status_code == 200


def test_language_sign_out_and_keys_go_on(client, town, user):
    header = town.key(NEWCOMER, "cases:read")
    assert client.get("/api/v1/me", headers=header).status_code == 200
    client.force_login(user)
    assert client.post(reverse("ui:view"), {"language": "en"}).status_code == 302
    assert "I have read it" in text_of(client.get(PAGE))
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert not NoticeConfirmation.objects.exists()


def test_it_says_the_short_first_then_all_and_asks_no_consent(client, user, version):
    client.force_login(user)
    shown = text_of(client.get(PAGE))
    notice = notice_in_force()
    places = [shown.index(str(notice.summary[0])), shown.index(str(notice.sections[0].lines[0]))]
    assert places == sorted(places)
    assert all(str(line) in shown for part in notice.sections for line in part.lines)
    asked = shown.replace("不是表示同意", "").replace("不是同意书", "")
    assert ("我已阅读" in shown, "同意" in asked, f"第 {version} 版" in shown) == (True, False, True)
    assert "有变化" not in shown


def test_reading_is_noted_once_with_version_and_time(client, user, version, frozen):
    client.force_login(user)
    assert read(client, version, next="/my-cases")["Location"] == "/my-cases"
    read(client, version)
    row = NoticeConfirmation.objects.get()
    assert (row.user_id, row.version, row.confirmed_at) == (user.pk, version, frozen)
    told = [entry for entry in entries_about(f"accounts.user:{user.pk}") if entry.kind == "accounts.notice_confirmed"]
    assert [entry.data for entry in told] == [{"version": version}]
    assert client.get("/my-cases").status_code == 200


@pytest.mark.parametrize("typed", ["", "1", "99", "-2", "x", "²", "9" * 400])
def test_another_version_than_the_one_in_force_is_not_confirmed(client, user, typed):
    client.force_login(user)
    assert client.post(PAGE, {"version": typed}).status_code == 200
    assert not NoticeConfirmation.objects.exists()
    assert client.get("/")["Location"].startswith(PAGE)


def test_the_service_refuses_a_version_that_is_not_in_force(town, user, version):
    with pytest.raises(RuleBrokenError):
        confirm_notice(actor=town.actor(NEWCOMER), user=user, version=version + 1)


def test_it_leads_nowhere_outside(client, user, version):
    client.force_login(user)
    assert read(client, version, next="https://evil.example/")["Location"] == "/"


def test_by_a_code_the_notice_comes_before_the_choice_of_a_password(client, town, user, version):
    shown = give_code(actor=MAKER, person=town.people[NEWCOMER], reason="first").shown
    assert sign_in(client, user, shown)["Location"] == PAGE
    assert client.get("/me/password")["Location"].startswith(PAGE)
    assert read(client, version)["Location"] == "/me/password"
    assert client.get("/me/password").status_code == 200


def test_by_a_password_it_leads_back_to_where_one_was_going(client, user, version):
    led = sign_in(client, user, next="/my-cases")["Location"]
    assert led == f"{PAGE}?next=%2Fmy-cases"
    assert 'name="next" value="/my-cases"' in text_of(client.get(led))


def test_what_was_typed_before_the_session_was_lost_comes_back_after_it(client, user, version):
    lost = client.post("/say", {"body": WORDS, "_for": form_mark(user.pk)})
    sign_in(client, user, kept=lost.context["kept"])
    assert WORDS in text_of(read(client, version))


def test_a_form_sent_when_the_notice_has_just_changed_is_kept_and_not_done(client, user, version):
    client.force_login(user)
    assert client.post("/say", {"body": WORDS, "mode": "named"})["Location"] == PAGE
    assert not Case.objects.exists()
    assert WORDS in text_of(read(client, version))


def test_a_new_version_is_shown_again_with_what_has_changed(client, user, version, monkeypatch):
    client.force_login(user)
    user.notice_version = version - 1
    user.save()
    notice = notice_in_force()
    shown = text_of(client.get(PAGE))
    assert "有变化" in shown
    assert all(str(line) in shown for line in notice.changes[-1].lines)
    read(client, version)
    monkeypatch.setattr(notices, "_in_force", [])
    register_notice(replace(notice, version=version + 1))
    assert client.get("/")["Location"].startswith(PAGE)


def test_who_has_read_it_costs_no_query_more(client, user, version, monkeypatch, django_assert_max_num_queries):
    User.objects.filter(pk=user.pk).update(notice_version=version)
    client.force_login(user)
    client.get("/me/password")
    with monkeypatch.context() as patch:
        patch.setattr(notices, "_in_force", [])
        with django_assert_max_num_queries(20) as without:
            client.get("/me/password")
    with django_assert_max_num_queries(len(without)):
        assert client.get("/me/password").status_code == 200


def test_the_page_of_own_data_lists_it(client, town, user, version):
    client.force_login(user)
    read(client, version)
    shown = text_of(client.get(reverse("disclosure:mine")))
    assert "已阅读的隐私说明" in shown
