"""The gateway's request as the settings shape it, against a real server on this machine."""

import hashlib
import hmac
from urllib.parse import parse_qs

import pytest

from tongxin.accounts.tests.gateway import running_gateway
from tongxin.accounts.texts.gateway import WORDS, Message, NotSentError, Trouble, send
from tongxin.config.environ import WrongSettingError
from tongxin.config.sms import BODY, Sms, sms
from tongxin.core import clock

PHONE = "13812340001"
MESSAGE = Message(PHONE, "204613", "10 分钟内", "https://tongxin.example.cn", "zh-hans")
TEXT = "登录码 204613，10 分钟内有效，请到 https://tongxin.example.cn 填写。"
PLAIN = {"phone": "{phone}", "text": "{text}"}


@pytest.fixture
def gateway(settings):
    settings.EGRESS = ["localhost", "127.0.0.0/8", "::1/128"]
    with running_gateway() as gateway:
        settings.SMS = Sms(url=gateway.url, body=PLAIN)
        yield gateway


def set_up(settings, gateway, **more):
    settings.SMS = Sms(**({"url": gateway.url, "body": PLAIN} | more))


def trouble():
    with pytest.raises(NotSentError) as caught:
        send(MESSAGE)
    return caught.value.trouble


def test_the_text_holds_the_code_how_long_it_lasts_where_to_enter_it_and_nothing_else(gateway):
    send(MESSAGE)
    assert gateway.texts == [{"phone": PHONE, "text": TEXT}]


def test_a_template_with_places_deep_inside_is_filled_and_what_is_put_in_cannot_break_out(settings, gateway):
    body = {"to": ["+86{phone}"], "params": {"code": "{code}", "term": "{term}"}, "sign": "同心", "kind": 3}
    set_up(settings, gateway, body=body)
    send(Message(PHONE, '1", "to": "x', "t", "p"))
    assert gateway.texts == [
        {"to": [f"+86{PHONE}"], "params": {"code": '1", "to": "x', "term": "t"}, "sign": "同心", "kind": 3}
    ]


def test_a_form_is_sent_as_a_form(settings, gateway):
    set_up(settings, gateway, form="form", body={"mobile": "{phone}", "param": {"code": "{code}"}})
    send(MESSAGE)
    ((headers, body),) = gateway.asked
    assert headers["Content-Type"].startswith("application/x-www-form-urlencoded")
    assert parse_qs(body.decode()) == {"mobile": [PHONE], "param": ['{"code": "204613"}']}


def test_a_bearer_is_shown(settings, gateway):
    set_up(settings, gateway, proof="bearer", secret="s3")
    send(MESSAGE)
    assert gateway.asked[0][0]["Authorization"] == "Bearer s3"


def test_the_signature_covers_moment_and_body(settings, gateway, frozen):
    set_up(settings, gateway, proof="hmac", secret="s3")
    send(MESSAGE)
    ((headers, body),) = gateway.asked
    stamp = str(int(clock.now().timestamp()))
    signed = hmac.new(b"s3", stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    assert (headers["X-Timestamp"], headers["X-Signature"]) == (stamp, f"sha256={signed}")


def test_only_the_answer_that_was_named_counts_as_taken(settings, gateway):
    set_up(settings, gateway, taken="result.code=0")
    gateway.answer = {"result": {"code": 0}}
    send(MESSAGE)
    gateway.answer = {"result": {"code": 15}}
    assert trouble() == Trouble.SAYS_NO
    gateway.answer = ["nothing of the sort"]
    assert trouble() == Trouble.SAYS_NO


@pytest.mark.parametrize(
    ("status", "why"), [(500, Trouble.BROKEN), (503, Trouble.BROKEN), (403, Trouble.SAYS_NO), (302, Trouble.REDIRECT)]
)
def test_a_status_that_is_no_success_is_trouble(gateway, status, why):
    gateway.status = status
    assert trouble() == why


def test_a_gateway_that_is_not_listed_is_sent_nothing(settings, gateway):
    settings.EGRESS = []
    assert (trouble(), gateway.asked) == (Trouble.NOT_LISTED, [])


def test_a_gateway_that_is_away_is_told_plainly(settings, gateway):
    set_up(settings, gateway, url="http://localhost:9/send")
    assert trouble() == Trouble.DOWN
    assert str(WORDS[Trouble.DOWN]) == "短信网关没有响应。"


def test_neither_number_nor_code_nor_secret_stands_in_what_is_printed():
    printed = repr(MESSAGE) + repr(Sms(url="https://sms.example.cn", secret="s3-secret"))
    assert not any(word in printed for word in (PHONE, "204613", "s3-secret"))


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"BODY": "{phone}"}, "TONGXIN_SMS_BODY"),
        ({"BODY": '{"to": "{phone}"}'}, "TONGXIN_SMS_BODY"),
        ({"PROOF": "hmac"}, "TONGXIN_SMS_SECRET"),
        ({"SECRET": "x"}, "TONGXIN_SMS_PROOF"),
        ({"FORM": "xml"}, "TONGXIN_SMS_FORM"),
        ({"TAKEN": "code"}, "TONGXIN_SMS_TAKEN"),
    ],
)
def test_a_wrong_setting_stops_with_its_name(monkeypatch, values, named):
    for name, value in ({"URL": "https://sms.example.cn/send"} | values).items():
        monkeypatch.setenv(f"TONGXIN_SMS_{name}", value)
    with pytest.raises(WrongSettingError, match=named):
        sms()


def test_without_an_address_there_is_no_gateway_and_with_one_the_usual_body(monkeypatch):
    monkeypatch.delenv("TONGXIN_SMS_URL", raising=False)
    assert sms().url == ""
    monkeypatch.setenv("TONGXIN_SMS_URL", "https://sms.example.cn/send")
    assert (sms().form, str(sms().body).replace("'", '"')) == ("json", BODY)
