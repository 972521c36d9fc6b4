"""Robots against a real server on this machine: the shapes of three products, and who may be spoken to.

The answers are those which the three products document for their group robots.
"""

import base64
import hashlib
import hmac
from urllib.parse import parse_qs, urlsplit

import pytest

from tongxin.core import egress
from tongxin.inbox.channels.message import group_message
from tongxin.inbox.channels.robots import tell_robot
from tongxin.inbox.channels.trouble import NotDeliveredError, Trouble
from tongxin.inbox.tests.servers import free_port, robot_server

TEXT = "有2件待办\nhttps://tongxin.example.cn/inbox"
OWN = ["localhost", "127.0.0.0/8", "::1/128"]
SECRET = "SEC0123456789"

ANSWERS = {
    "wecom": ({"errcode": 0, "errmsg": "ok"}, {"errcode": 93000, "errmsg": "invalid webhook url"}),
    "dingtalk": ({"errcode": 0, "errmsg": "ok"}, {"errcode": 310000, "errmsg": "sign not match"}),
    "feishu": (
        {"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"},
        {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time", "data": {}},
    ),
}


@pytest.fixture(autouse=True)
def _address(settings):
    settings.PUBLIC_URL = "https://tongxin.example.cn"
    settings.EGRESS = OWN
    settings.EGRESS_TIMEOUT = 5


@pytest.fixture
def room():
    with robot_server() as room:
        yield room


def say(url, kind="wecom", secret=""):
    tell_robot(kind, url, secret, group_message(2, language="zh-hans"))


def trouble_of(url, **more):
    with pytest.raises(NotDeliveredError) as caught:
        say(url, **more)
    return caught.value.trouble


def test_wecom_is_spoken_to_in_its_shape(room):
    say(room.url)
    assert room.asked == [("/send?key=a-secret-key", {"msgtype": "text", "text": {"content": TEXT}})]


def test_dingtalk_is_spoken_to_in_its_shape_and_signed_in_the_address(room, frozen):
    say(room.url, "dingtalk", SECRET)
    ((path, body),) = room.asked
    query = parse_qs(urlsplit(path).query)
    assert body == {"msgtype": "text", "text": {"content": TEXT}, "at": {"isAtAll": False}}
    assert query["timestamp"] == [str(int(frozen.timestamp()) * 1000)]
    signed = hmac.new(SECRET.encode(), f"{query['timestamp'][0]}\n{SECRET}".encode(), hashlib.sha256).digest()
    assert base64.b64decode(query["sign"][0]) == signed


def test_feishu_is_spoken_to_in_its_shape_and_signed_in_the_body(room, frozen):
    room.answer = ANSWERS["feishu"][0]
    say(room.url, "feishu", SECRET)
    ((path, body),) = room.asked
    stamp = str(int(frozen.timestamp()))
    signed = hmac.new(f"{stamp}\n{SECRET}".encode(), b"", hashlib.sha256).digest()
    assert path == "/send?key=a-secret-key"
    assert body == {
        "timestamp": stamp,
        "sign": base64.b64encode(signed).decode(),
        "msg_type": "text",
        "content": {"text": TEXT},
    }


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_of_200_counts_only_with_the_code_that_means_yes(room, kind):
    room.answer, refusal = ANSWERS[kind]
    say(room.url, kind)
    room.answer = refusal
    assert trouble_of(room.url, kind=kind) == Trouble.SAYS_NO


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b"{}", b'{"errcode": "0"}'])
def test_an_answer_that_is_no_answer_is_a_no(room, answer):
    room.answer = answer
    assert trouble_of(room.url) == Trouble.SAYS_NO


def test_a_fault_of_the_robot_s_server_is_tried_again(room):
    room.status = 502
    assert trouble_of(room.url) == Trouble.BROKEN


def test_a_redirect_is_not_followed(room):
    room.status, room.headers = 302, {"Location": f"http://localhost:{room.port}/elsewhere"}
    assert trouble_of(room.url) == Trouble.REDIRECT
    assert len(room.asked) == 1


def test_a_slow_server_is_left_after_the_time_that_was_set(room, settings):
    settings.EGRESS_TIMEOUT, room.seconds = 0.2, 1.0
    assert trouble_of(room.url) == Trouble.SLOW


def test_a_server_that_is_down_does_not_answer():
    assert trouble_of(f"http://localhost:{free_port()}/send") == Trouble.DOWN


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://LOCALHOST.evil.example:{port}/",
        "http://localhost@127.0.0.1:{port}/",
        "http://someone:secret@localhost:{port}/",
        "ftp://localhost:{port}/",
        "file:///etc/passwd",
        "localhost:{port}",
        "http://localhost:99999/",
        "http://[::1/",
        "",
    ],
)
def test_a_host_that_is_not_listed_is_never_spoken_to(room, url):
    assert trouble_of(url.format(port=room.port)) == Trouble.NOT_LISTED
    assert room.asked == []


def test_a_listed_host_that_leads_inside_is_refused_unless_the_network_is_listed(room, settings):
    settings.EGRESS = ["localhost"]
    assert trouble_of(room.url) == Trouble.PRIVATE
    assert room.asked == []


def test_a_name_that_stands_for_one_public_and_one_private_address_is_refused(settings, monkeypatch):
    settings.EGRESS = ["open.feishu.cn"]
    answers = [(2, 1, 6, "", (address, 443)) for address in ("1.1.1.1", "169.254.169.254")]
    monkeypatch.setattr(egress.socket, "getaddrinfo", lambda *_a, **_k: answers)
    assert trouble_of("https://open.feishu.cn/open-apis/bot/v2/hook/x") == Trouble.PRIVATE


def test_the_name_is_looked_up_once_and_what_was_checked_is_spoken_to(room, monkeypatch):
    asked, real = [], egress.socket.getaddrinfo

    def once(host, *rest, **more):
        asked.append(host)
        # From the second look-up on the name leads elsewhere: DNS rebinding.
        return real("127.0.0.1" if len(asked) == 1 else "192.0.2.1", *rest, **more)

    monkeypatch.setattr(egress, "look_up", lambda host, port: [once(host, port)[0][4][0]])
    say(room.url)
    assert asked == ["localhost"]


def test_plain_http_is_for_listed_networks_only(settings, monkeypatch):
    settings.EGRESS = ["open.feishu.cn"]
    monkeypatch.setattr(egress, "look_up", lambda host, port: ["1.1.1.1"])
    assert trouble_of("http://open.feishu.cn/hook") == Trouble.NO_TLS
