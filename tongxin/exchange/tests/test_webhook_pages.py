"""The pages of webhooks: the secret once, the address never, and what is wrong in a sentence."""

import re

import pytest

from tongxin.casework.tests.stories import accepted
from tongxin.core.egress import Barred
from tongxin.exchange.models import GIVEN_UP, Delivery, Endpoint
from tongxin.exchange.tests.receivers import ADMIN, afresh, made, told
from tongxin.exchange.troubles import BUSY, FAULT, GONE, LOST, REFUSED, WORDS, trouble_words
from tongxin.journal.public import catch_up

LIST = "/system/webhooks"
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")


@pytest.fixture
def admin(client, town):
    return town.enter(client, ADMIN)


def page(endpoint, step=""):
    return f"{LIST}/{endpoint.key}{step}"


def text(answer):
    return answer.content.decode()


def form(url, **more):
    return {"name": "数据仓库", "url": url, "kinds": ["casework.case_accepted"]} | more


def test_a_webhook_is_made_and_its_secret_shown_once(admin, town, post_box):
    answer = admin.post(LIST, form(post_box.url))
    assert answer.status_code == 200
    assert SECRET.search(text(answer)).group() == Endpoint.objects.get().secret
    for path in (LIST, page(Endpoint.objects.get()), "/system"):
        again = text(admin.get(path))
        assert "数据仓库" in again
        assert not SECRET.search(again)
        assert "a-secret-token" not in again


def test_a_form_that_is_sent_twice_makes_one_webhook(admin, town, post_box):
    sent = form(post_box.url, _key="abcdefghijklmnopqrstuv")
    admin.post(LIST, sent)
    answer = admin.post(LIST, sent)
    assert Endpoint.objects.count() == 1
    assert not SECRET.search(text(answer))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"url": "https://evil.example.cn/"}, "TONGXIN_EGRESS"),
        ({"name": " "}, ""),
        ({"kinds": []}, ""),
        ({"kinds": ["accounts.token_issued"]}, ""),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(admin, town, post_box, change, words):
    answer = admin.post(LIST, form(post_box.url) | change)
    assert answer.status_code == 422
    assert words in text(answer)
    assert 'aria-invalid="true"' in text(answer)
    assert Endpoint.objects.count() == 0
    assert change.get("url", post_box.url).replace("&", "&amp;") in text(answer)


def test_it_is_changed_without_its_address_being_told(admin, town, post_box):
    endpoint, _secret = made(town, post_box.url)
    answer = admin.post(page(endpoint), form("", name="大屏"))
    assert answer.url == page(endpoint)
    changed = afresh(endpoint)
    assert (changed.name, changed.url, changed.kinds) == ("大屏", post_box.url, ["casework.case_accepted"])


def test_a_new_secret_is_shown_once_with_the_end_of_the_old_one(admin, town, post_box):
    endpoint, old = made(town, post_box.url)
    answer = text(admin.post(page(endpoint, "/secret")))
    assert SECRET.search(answer).group() == afresh(endpoint).secret != old
    assert old not in answer
    assert "旧密钥" in answer
    assert not SECRET.search(text(admin.get(page(endpoint))))


def test_a_test_is_sent_and_its_end_is_said(admin, town, post_box):
    endpoint, _secret = made(town, post_box.url)
    assert "接收方收下了测试消息" in text(admin.post(page(endpoint, "/try"), follow=True))
    post_box.status = 500
    assert str(trouble_words(FAULT)) in text(admin.post(page(endpoint, "/try"), follow=True))


def test_it_is_paused_switched_on_and_removed(admin, town, post_box):
    endpoint, _secret = made(town, post_box.url)
    assert "管理员已暂停" in text(admin.post(page(endpoint, "/pause"), follow=True))
    assert "管理员已暂停" not in text(admin.post(page(endpoint, "/resume"), follow=True))
    admin.post(page(endpoint, "/remove"))
    assert Endpoint.objects.count() == 0
    assert admin.get(page(endpoint)).status_code == 404


def test_the_page_says_how_it_is_doing(admin, town, post_box):
    endpoint, _secret = made(town, post_box.url)
    assert "从未" in text(admin.get(page(endpoint)))
    post_box.status = 503
    accepted(town)
    told()
    shown = text(admin.get(page(endpoint)))
    assert str(trouble_words(FAULT)) in shown
    Delivery.objects.filter(number=Delivery.objects.latest("number").number).update(state=GIVEN_UP)
    assert "最近30天有1条消息已放弃" in text(admin.get(page(endpoint)))


def test_every_trouble_has_a_sentence():
    assert set(WORDS) == {*Barred, FAULT, REFUSED, BUSY, GONE, LOST}
    assert trouble_words("no longer known") == "no longer known"


@pytest.mark.parametrize("name", ["吴静言", "郑明察", "沈知夏", "何小满"])
def test_webhooks_are_the_system_administrators_alone(client, town, post_box, name):
    endpoint, _secret = made(town, post_box.url)
    browser = town.enter(client, name)
    assert browser.get(LIST).status_code == 403
    assert browser.get(page(endpoint)).status_code == 403
    for step in ("/secret", "/try", "/pause", "/resume", "/remove"):
        assert browser.post(page(endpoint, step)).status_code == 403
    assert afresh(endpoint).paused == ""


def test_the_list_asks_as_often_for_eight_as_for_one(
    admin, town, post_box, django_assert_num_queries, django_assert_max_num_queries
):
    made(town, post_box.url, name="系统0")
    accepted(town)
    catch_up()
    admin.get(LIST)  # what a process reads once is read now
    with django_assert_max_num_queries(8) as one:  # with Redis the session is no query
        admin.get(LIST)
    for number in range(1, 8):
        made(town, post_box.url, name=f"系统{number}")
    catch_up()
    with django_assert_num_queries(len(one.captured_queries)):
        admin.get(LIST)
