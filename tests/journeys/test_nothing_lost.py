"""Nothing that somebody typed is lost or sent twice: impatience, the back button, an old session, a closed browser."""

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE, width_of
from tests.town import PASSWORD
from tongxin.casework.models import Case
from tongxin.casework.web.views import raising

pytestmark = pytest.mark.browser

LONG = "夜班食堂两点就关门。\n\n" + "炉前的人三点才下得来，只能吃泡面。" * 60


def body(page):
    return page.get_by_label("发生了什么")


def send(page):
    page.get_by_role("button", name="交上去").click()


def wrote(page, text):
    """Write, and wait until the device has kept it."""
    body(page).fill(text)
    expect(page.locator("[data-draft-status]")).to_contain_text("草稿存好了")


def sign_in(page, number):
    page.get_by_label("工号或手机号").fill(number)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def change_person(page, number):
    """Let somebody else sign in on the same device."""
    page.goto("/me")
    page.get_by_role("button", name="退出登录").click()
    sign_in(page, number)
    page.goto("/say")


def texts():
    return sorted(case.words.body for case in Case.objects.all())


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_presses_on_send_make_one_case(enter, scripts):
    page = enter("何小满", "/say", java_script_enabled=scripts)
    body(page).fill("食堂的汤是凉的。")
    page.get_by_role("button", name="交上去").dblclick()
    expect(page.locator("h1")).to_contain_text("已交给")
    assert texts() == ["食堂的汤是凉的。"]


def test_going_back_and_sending_the_same_again_makes_no_second_case_but_a_changed_text_does(enter):
    page = enter("何小满", "/say")
    body(page).fill("食堂的汤是凉的。")
    send(page)
    page.wait_for_url("**/cases/*")
    first = page.url
    page.go_back()
    expect(body(page)).to_have_value("食堂的汤是凉的。")
    send(page)
    page.wait_for_url("**/cases/*")
    assert (page.url, texts()) == (first, ["食堂的汤是凉的。"])
    page.go_back()
    body(page).fill("食堂的汤是凉的，饭也是。")
    send(page)
    page.wait_for_url("**/cases/*")
    assert texts() == ["食堂的汤是凉的。", "食堂的汤是凉的，饭也是。"]


def test_a_long_text_survives_a_lost_session(enter, axe):
    page = enter("何小满", "/say")
    body(page).fill(LONG)
    Session.objects.all().delete()
    send(page)
    expect(page.get_by_text("你写的都还在")).to_be_visible()
    assert axe(page) == []
    sign_in(page, "10001")
    expect(page.locator("blockquote")).to_contain_text("炉前的人三点才下得来")
    assert (axe(page), texts()) == ([], [])
    send(page)
    expect(page.locator("h1")).to_contain_text("已交给后勤保障部")
    assert texts() == [LONG]


def test_a_form_kept_over_a_lost_session_is_not_shown_to_whoever_signs_in_instead(enter):
    page = enter("何小满", "/say")
    body(page).fill("更衣室没有热水。")
    Session.objects.all().delete()
    send(page)
    expect(page.get_by_text("你写的都还在")).to_be_visible()
    assert "更衣室" not in page.content()
    sign_in(page, "10010")
    expect(page.get_by_text("有别人没交的内容，已经丢弃")).to_be_visible()
    assert "更衣室" not in page.content()
    assert texts() == []


def test_a_draft_survives_a_page_torn_away_in_the_middle_of_a_word(enter):
    page = enter("何小满", "/say")
    body(page).press_sequentially("更衣室没有热")
    page.wait_for_timeout(100)
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto("/say")
    expect(body(again)).to_have_value("更衣室没有热")


def test_without_a_connection_nothing_is_sent_and_the_page_says_so_and_keeps_it(enter, axe):
    page = enter("何小满", "/say")
    wrote(page, "更衣室没有热水。")
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_text("没有网络，没交上去")).to_be_visible()
    expect(body(page)).to_have_value("更衣室没有热水。")
    page.context.set_offline(False)
    expect(page.get_by_text("没有网络，没交上去")).to_be_hidden()
    send(page)
    expect(page.locator("h1")).to_contain_text("已交给")
    assert texts() == ["更衣室没有热水。"]


def test_what_a_draft_says_cannot_be_read_on_the_device(enter):
    page = enter("何小满", "/say")
    wrote(page, "更衣室没有热水。")
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert "raise-0" in stored
    assert "更衣室" not in stored


def test_a_draft_survives_closing_the_page_and_its_promise_with_it(enter):
    page = enter("何小满", "/say")
    wrote(page, "更衣室没有热水。")
    page.close()
    again = page.context.new_page()
    again.goto("/say")
    expect(body(again)).to_have_value("更衣室没有热水。")
    expect(again.locator(".foot")).to_contain_text("后勤保障部")


def test_a_look_at_an_older_case_costs_no_draft(enter):
    page = enter("何小满", "/say")
    body(page).fill("食堂的汤是凉的。")
    send(page)
    page.wait_for_url("**/cases/*")
    older = page.url
    page.goto("/say")
    wrote(page, "更衣室没有热水。")
    page.goto(older)
    page.goto("/say")
    expect(body(page)).to_have_value("更衣室没有热水。")


def test_what_was_sent_in_the_talk_does_not_come_back_as_a_draft(enter):
    page = enter("何小满", "/say")
    body(page).fill("食堂的汤是凉的。")
    send(page)
    more = page.get_by_label("补充一句")
    more.fill("今天也是。")
    page.wait_for_timeout(600)  # the device keeps a draft when the hand rests
    page.get_by_role("button", name="发送").click()
    expect(page.locator(".talk")).to_contain_text("今天也是。")
    expect(more).to_have_value("")
    page.reload()
    expect(more).to_have_value("")


def test_a_draft_on_a_shared_device_is_seen_by_its_writer_only_and_gone_once_sent(open_page, town):
    page = open_page("/sign-in?next=/say", PHONE)
    sign_in(page, "10001")
    wrote(page, "更衣室没有热水。")
    change_person(page, "10010")
    expect(body(page)).to_have_value("")
    change_person(page, "10001")
    expect(body(page)).to_have_value("更衣室没有热水。")
    send(page)
    expect(page.locator("h1")).to_contain_text("已交给")
    page.goto("/say")
    expect(body(page)).to_have_value("")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_meets_a_database_that_is_away_is_sent_again_with_one_press(enter, axe, monkeypatch, size):
    page = enter("何小满", "/say", size)
    body(page).fill("食堂的汤是凉的。")
    with monkeypatch.context() as away:
        away.setattr(raising, "raise_case", gone)
        send(page)
        expect(page.locator("h1")).to_have_text("暂时用不了")
        assert axe(page) == []
        assert width_of(page) <= size["width"]
    page.get_by_role("button", name="再发一次").dblclick()
    expect(page.locator("h1")).to_contain_text("已交给")
    assert texts() == ["食堂的汤是凉的。"]


def gone(**_):
    raise OperationalError("the database is gone")
