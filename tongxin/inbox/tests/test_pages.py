import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils.translation import override

from tongxin.core import clock
from tongxin.core.cursors import opened_id, sealed_id
from tongxin.core.policy import Actor
from tongxin.core.ui.panels import panels_of
from tongxin.inbox import todos
from tongxin.inbox.models import Notice
from tongxin.inbox.reads.notices import PAGE, unread_count
from tongxin.inbox.tests.conftest import ESCALATED, actor_of, tell
from tongxin.inbox.todos import Todo

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def waiting(monkeypatch):
    """The one source of to-dos: a list to fill."""
    found = []
    monkeypatch.setattr(todos, "_sources", {"testing": lambda actor: list(found)})
    return found


@pytest.fixture(autouse=True)
def _in_english_on_friday(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    with clock.at(FRIDAY), override("en"):
        yield


def ask(title, due_on=None):
    return Todo(title, "Answered; your word is awaited", "circle-check", "/cases/7", due_on)


def inbox_text(browser, query=""):
    return browser.get(reverse("inbox:inbox") + query).content.decode()


def home_panels(rf, actor):
    request = rf.get("/")
    request.actor = actor
    return "".join(part for part in panels_of("home", {"request": request, "actor": actor}) if "inbox-" in part)


def test_an_empty_inbox_says_what_would_stand_there(browser):
    text = inbox_text(browser)
    assert "Nothing waits for you today" in text
    assert "No notices yet" in text
    assert "Mark all as read" not in text


def test_to_dos_come_first_each_with_its_day_as_a_word(browser, waiting, xiaoman):
    tell(xiaoman)
    waiting += [ask("Solved?", date(2026, 11, 21)), ask("Too late", date(2026, 11, 18)), ask("Some day")]
    text = inbox_text(browser)
    assert text.index("Too late") < text.index("Solved?") < text.index("Some day") < text.index("SQ-2026-0007")
    assert 'class="badge late"' in text
    assert "was due <time" in text
    assert 'class="badge soon"' in text
    assert "Tomorrow</time>" in text


def test_following_a_notice_marks_it_read_and_goes_where_it_leads(browser, xiaoman):
    tell(xiaoman)
    response = browser.post(reverse("inbox:notice", args=[sealed_id(Notice.objects.get().pk)]))
    assert (response.status_code, response["Location"]) == (302, "/cases/7")
    assert unread_count(actor_of(xiaoman)) == 0


def test_looking_at_the_page_marks_nothing_as_read(browser, xiaoman):
    tell(xiaoman)
    inbox_text(browser)
    assert browser.get(reverse("inbox:notice", args=[sealed_id(Notice.objects.get().pk)])).status_code == 405
    assert unread_count(actor_of(xiaoman)) == 1


def test_another_persons_notice_answers_404(browser, litong):
    tell(litong)
    assert browser.post(reverse("inbox:notice", args=[sealed_id(Notice.objects.get().pk)])).status_code == 404
    assert Notice.objects.get().read_at is None


def test_everything_is_marked_read_by_one_press(browser, xiaoman):
    tell(xiaoman)
    assert "Mark all as read" in inbox_text(browser)
    assert browser.post(reverse("inbox:read"))["Location"] == reverse("inbox:inbox")
    assert "Mark all as read" not in inbox_text(browser)


def test_older_notices_are_on_the_next_page_without_the_to_dos(browser, xiaoman, waiting):
    waiting += [ask("Solved?")]
    for number in range(PAGE + 1):
        tell(xiaoman, key=str(number), number=f"N{number}")
    first = inbox_text(browser)
    assert "No. N0 " not in first
    oldest_shown = re.search(r"\?after=([\w-]+)", first)[1]
    assert opened_id(oldest_shown) == Notice.objects.get(key="1").pk
    second = inbox_text(browser, f"?after={oldest_shown}")
    assert "No. N0 " in second
    assert "Solved?" not in second
    assert "No. N1 " in inbox_text(browser, f"?before={sealed_id(Notice.objects.get(key='0').pk)}")


@pytest.mark.parametrize("query", ["?after=x", "?before=-1", "?after=" + "9" * 40, "?after=٣"])
def test_a_cursor_that_nobody_gave_out_shows_the_newest_page(browser, xiaoman, query):
    tell(xiaoman)
    assert "SQ-2026-0007" in inbox_text(browser, query)


def test_the_page_takes_as_many_queries_for_thirty_notices_as_for_three(
    browser, xiaoman, django_assert_num_queries, django_assert_max_num_queries
):
    for number in range(3):
        tell(xiaoman, key=str(number))
    inbox_text(browser)  # a session notes its first request
    with django_assert_max_num_queries(10) as three:
        inbox_text(browser)
    for number in range(3, PAGE):
        tell(xiaoman, key=str(number))
    with django_assert_num_queries(len(three.captured_queries)):
        inbox_text(browser)


def test_strangers_are_sent_to_the_sign_in(client):
    assert client.get(reverse("inbox:inbox")).status_code == 302


def test_home_shows_five_to_dos_and_how_many_there_are(rf, waiting, xiaoman):
    waiting += [ask(f"Matter {number}") for number in range(6)]
    text = home_panels(rf, actor_of(xiaoman))
    assert '<span class="count">6</span>' in text
    assert "Matter 4" in text
    assert "Matter 5" not in text
    assert reverse("inbox:inbox") in text


def test_home_says_when_nothing_waits_and_leaves_out_news_that_are_none(rf, xiaoman):
    text = home_panels(rf, actor_of(xiaoman))
    assert "Nothing waits for you today" in text
    assert "inbox-news" not in text


def test_home_shows_the_three_newest_unread_notices_without_counting_them(rf, xiaoman):
    for number in range(4):
        tell(xiaoman, key=str(number), kind=ESCALATED.name, number=f"N{number}", due_on=date(2026, 11, 20))
    text = home_panels(rf, actor_of(xiaoman))
    assert "Late: N3" in text
    assert "Late: N0" not in text
    assert "Urgent" in text
    assert '<span class="count">' not in text


def test_the_inbox_speaks_chinese(browser, xiaoman):
    tell(xiaoman)
    page = browser.get(reverse("inbox:inbox"), headers={"Accept-Language": "zh-CN"}).content.decode()
    assert "待我办" in page
    assert "今天没有等你的事" in page


def test_nobody_has_no_news(rf, db):
    assert "inbox-news" not in home_panels(rf, Actor())


def test_no_address_counts_what_others_were_told(browser, xiaoman):
    for number in range(PAGE + 1):
        tell(xiaoman, key=str(number))
    assert re.findall(r"(?:/inbox/|after=)\d+\b", inbox_text(browser)) == []
