"""The pages: my reminders, the robots of an administrator, and what the platform asks of people."""

import html
from datetime import time

import pytest
from django.db import connection
from django.urls import reverse

from tongxin.config.outside import Mail
from tongxin.core import clock
from tongxin.core.errors import ForbiddenError
from tongxin.inbox import kinds
from tongxin.inbox.models import Delivery, MailAddress, Preference, Robot
from tongxin.inbox.rules.hours import Digest
from tongxin.inbox.tests.conftest import ANSWERED, ESCALATED, actor_of, tell
from tongxin.inbox.tests.servers import robot_server
from tongxin.inbox.writes.delivering import deliver
from tongxin.inbox.writes.robots import set_robot
from tongxin.journal.public import newest_entries

ADMINISTRATOR, OFFICER, WORKER, OTHER = "周守一", "沈知夏", "何小满", "魏东来"
CHOICE = {
    "digest": "daily", "digest_at": "16:30", "quiet_from": "21:00", "quiet_until": "08:00", "quiet_days": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _outside(settings):
    settings.MAIL = Mail()
    settings.PUBLIC_URL = "https://tongxin.example.cn"
    settings.EGRESS = ["localhost", "127.0.0.0/8", "::1/128"]
    settings.EGRESS_TIMEOUT = 5


@pytest.fixture
def room():
    with robot_server() as room:
        yield room


def text_of(response):
    return html.unescape(response.content.decode())


def robot(town, room, unit="冲压一车间", kind="wecom"):
    where = town.units[unit] if unit else None
    return set_robot(actor=town.actor(ADMINISTRATOR), kind=kind, url=room.url, secret="", unit=where)


def wants_robot(town, *names):
    for name in names:
        Preference.objects.create(person=town.people[name], by_robot=True)


def after_the_window(frozen):
    with clock.at(frozen.replace(minute=10)):
        return deliver()


def test_without_any_way_out_the_page_says_so(client, town):
    page = text_of(town.enter(client, WORKER).get(reverse("inbox:telling")))
    assert "目前只有站内提醒" in page
    assert 'name="digest"' not in page


def test_my_choice_is_kept_and_shown_again(client, town, room):
    robot(town, room)
    town.enter(client, WORKER)
    page = text_of(client.get(reverse("inbox:telling")))
    assert "冲压一车间的企业微信群" in page
    assert 'value="22:00"' in page
    assert client.post(reverse("inbox:telling"), CHOICE | {"by_robot": "on"}).status_code == 302
    kept = Preference.objects.get()
    assert (kept.by_robot, kept.by_mail, kept.digest, kept.urgent_anyway) == (True, False, Digest.DAILY, False)
    assert (kept.digest_at, kept.quiet_from, kept.quiet_until) == (time(16, 30), time(21), time(8))
    assert 'value="16:30"' in text_of(client.get(reverse("inbox:telling")))


def test_a_wrong_time_is_refused_and_what_was_typed_stays(client, town, room):
    robot(town, room)
    answer = town.enter(client, WORKER).post(reverse("inbox:telling"), CHOICE | {"quiet_from": "late"})
    assert answer.status_code == 422
    assert 'value="late"' in text_of(answer)
    assert not Preference.objects.exists()


def test_mail_cannot_be_chosen_behind_the_back_of_the_page(client, town):
    assert town.enter(client, WORKER).post(reverse("inbox:telling"), CHOICE | {"by_mail": "on"}).status_code == 409


def test_a_robot_that_is_not_there_cannot_be_chosen(client, town):
    assert town.enter(client, WORKER).post(reverse("inbox:telling"), CHOICE | {"by_robot": "on"}).status_code == 409


def test_the_group_hears_one_number_for_all_who_chose_so_and_nothing_else(town, room, frozen, monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {kind.name: kind for kind in (ANSWERED, ESCALATED)})
    robot(town, room)
    wants_robot(town, WORKER, "方砚", OTHER)  # the last works elsewhere, where no robot is
    for name in (WORKER, "方砚", "罗青禾", OTHER):
        tell(town.people[name])
    assert after_the_window(frozen) == 1
    ((_path, body),) = room.asked
    assert body["text"]["content"] == "有2件待办\nhttps://tongxin.example.cn/inbox"


def test_the_robot_of_everybody_tells_those_without_a_nearer_one(town, room, frozen):
    robot(town, room)
    robot(town, room, unit="", kind="dingtalk")
    wants_robot(town, WORKER, OTHER)
    for name in (WORKER, OTHER):
        tell(town.people[name])
    by_robot = dict(Delivery.objects.values_list("person__name", "robot__kind"))
    assert by_robot == {WORKER: "wecom", OTHER: "dingtalk"}


def test_a_robot_that_is_taken_away_says_nothing_more(client, town, room, frozen):
    made = robot(town, room)
    wants_robot(town, WORKER)
    tell(town.people[WORKER])
    town.enter(client, ADMINISTRATOR).post(reverse("inbox:remove-robot", args=[made.key]))
    assert after_the_window(frozen) == 0
    assert room.asked == []
    assert not Robot.objects.exists()


def test_an_administrator_sets_and_tries_a_robot_and_never_sees_its_address_again(client, town, room):
    town.enter(client, ADMINISTRATOR)
    form = {"kind": "feishu", "unit": "冲压一车间", "url": room.url, "secret": "SEC-of-feishu"}
    room.answer = {"code": 0, "msg": "success"}
    assert client.post(reverse("inbox:robots"), form).status_code == 302
    made = Robot.objects.get()
    page = text_of(client.get(reverse("inbox:robots")))
    assert "冲压一车间" in page
    assert not any(secret in page for secret in ("a-secret-key", "SEC-of-feishu"))
    assert "测试已发出" in text_of(client.post(reverse("inbox:try-robot", args=[made.key]), follow=True))
    assert room.asked[0][1]["content"]["text"].startswith("测试")
    room.status = 500
    assert "出了故障" in text_of(client.post(reverse("inbox:try-robot", args=[made.key]), follow=True))


def test_address_and_secret_of_a_robot_lie_sealed_and_are_in_no_entry(town, room):
    set_robot(actor=town.actor(ADMINISTRATOR), kind="dingtalk", url=room.url, secret="SEC-of-dingtalk")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM inbox_robot")
        stored = str(cursor.fetchall()) + str(newest_entries(limit=3))
    assert "a-secret-key" not in stored
    assert "SEC-of-dingtalk" not in stored


def test_a_second_robot_of_a_place_replaces_the_first(town, room):
    for kind in ("wecom", "feishu"):
        robot(town, room, kind=kind)
        robot(town, room, unit="", kind=kind)
    assert list(Robot.objects.values_list("kind", flat=True)) == ["feishu", "feishu"]


def test_an_address_that_is_not_listed_is_refused_with_a_sentence_and_stays_typed(client, town):
    form = {"kind": "wecom", "url": "https://evil.example/hook"}
    answer = town.enter(client, ADMINISTRATOR).post(reverse("inbox:robots"), form)
    assert answer.status_code == 422
    assert "不在 TONGXIN_EGRESS 名单里" in text_of(answer)
    assert "https://evil.example/hook" in text_of(answer)


def test_only_the_system_administrator_comes_to_the_robots(client, town, room):
    made = robot(town, room)
    for who in town.people:
        town.enter(client, who)
        right = who == ADMINISTRATOR
        assert client.get(reverse("inbox:robots")).status_code == (200 if right else 403), who
        if not right:
            assert client.post(reverse("inbox:remove-robot", args=[made.key])).status_code == 403
            with pytest.raises(ForbiddenError):
                set_robot(actor=town.actor(who), kind="wecom", url=room.url)
    assert Robot.objects.exists()


def test_a_robot_that_is_not_there_answers_404(client, town):
    town.enter(client, ADMINISTRATOR)
    for name in ("inbox:try-robot", "inbox:remove-robot"):
        assert client.post(reverse(name, args=["nothing"])).status_code == 404


def test_the_system_page_shows_the_ways_out_without_an_address(client, town, room):
    made = MailAddress(person=town.people[WORKER], address_index="x")
    made.address = "somebody@example.cn"
    made.save()
    robot(town, room)
    wants_robot(town, WORKER)
    tell(town.people[WORKER])
    page = text_of(town.enter(client, ADMINISTRATOR).get(reverse("portal:system")))
    assert "站外渠道" in page
    assert "未设置" in page
    assert not any(secret in page for secret in ("somebody", "a-secret-key", WORKER))


def test_everybody_finds_the_reminders_under_me(client, town):
    assert f'href="{reverse("inbox:telling")}"' in text_of(town.enter(client, WORKER).get(reverse("portal:me")))


def test_one_s_own_actor_is_enough_to_read_one_s_own_page(client, town):
    assert actor_of(town.people[WORKER]).person_id
    for who in town.people:
        assert town.enter(client, who).get(reverse("inbox:telling")).status_code == 200
