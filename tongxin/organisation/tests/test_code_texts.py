"""Sign-in codes of a whole unit by text message: who gets one, who is named, and what trouble of the gateway does."""

import html
import re

import pytest
from django.urls import reverse

from tests.town import FOUNDED, MAKER
from tongxin.accounts.models import SignInCode
from tongxin.accounts.sign_in import check_secret
from tongxin.accounts.tests.gateway import running_gateway
from tongxin.config.sms import Sms
from tongxin.core.errors import BadInputError
from tongxin.journal.models import Content
from tongxin.organisation.models import CodeRun, CodeText
from tongxin.organisation.public import register_person
from tongxin.organisation.reads.newcomers import count_sent, not_reached
from tongxin.organisation.writes import code_texts
from tongxin.organisation.writes.code_runs import advance_runs, is_readable, order_codes

SYSTEM, WHY = "周守一", "车间首次登录"
PHONES = {"赵一": "13812340001", "钱二": "13812340002", "孙三": "", "李四": "0731-88881234"}


@pytest.fixture
def gateway(settings):
    settings.EGRESS = ["localhost", "127.0.0.0/8", "::1/128"]
    settings.PUBLIC_URL = "https://tongxin.example.cn"
    with running_gateway() as gateway:
        settings.SMS = Sms(url=gateway.url, body={"phone": "{phone}", "text": "{text}"})
        yield gateway


@pytest.fixture
def plant(town):
    """The town with four newcomers of a team: two have a mobile number."""
    for name, phone in PHONES.items():
        town.people[name] = register_person(
            actor=MAKER, name=name, staff_no=f"N{name}", home=town.units["模修班"], from_on=FOUNDED, phone=phone
        )
    return town


def made(town, **more):
    run = order_codes(actor=town.actor(SYSTEM), unit=town.units["模修班"], days=14, reason=WHY, by_text=True, **more)
    advance_runs()
    return CodeRun.objects.get(pk=run.pk)


def named(run):
    return {person.name: str(why) for person, why in not_reached(run)}


def code_of(gateway, phone):
    text = next(text["text"] for text in reversed(gateway.texts) if text["phone"] == phone)
    return re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", text)[0]


def test_whoever_has_a_mobile_number_enters_with_the_code_that_came(plant, gateway):
    run = made(plant)
    assert sorted(text["phone"] for text in gateway.texts) == ["13812340001", "13812340002"]
    assert check_secret("N赵一", code_of(gateway, PHONES["赵一"])).code.batch == run.key
    assert check_secret("N赵一", code_of(gateway, PHONES["钱二"])) is None
    assert count_sent(run) == 2


def test_the_text_says_the_code_its_last_day_where_to_enter_it_and_nothing_else(plant, gateway):
    made(plant)
    code = code_of(gateway, PHONES["赵一"])
    assert gateway.texts[0]["text"] == f"登录码 {code}，至 2026-03-30 有效，请到 https://tongxin.example.cn 填写。"


def test_whoever_has_no_mobile_number_is_named_and_gets_no_code(plant, gateway):
    run = made(plant)
    assert named(run) == dict.fromkeys(("孙三", "李四"), "花名册里没有手机号。")
    assert not SignInCode.objects.filter(user__number__in=("N孙三", "N李四")).exists()


def test_nothing_can_tell_the_codes_afterwards(plant, gateway):
    run = made(plant)
    assert (run.seed, run.failed, is_readable(run), run.finished_at is not None) == ("", "", False, True)
    stored = str(list(CodeText.objects.values())) + str(list(Content.objects.values()))
    assert not any(phone in stored for phone in PHONES.values() if phone)


def test_what_the_gateway_refuses_is_named_and_its_code_ends(plant, gateway):
    gateway.status = 403
    run = made(plant)
    assert named(run)["赵一"] == "短信网关拒收。"
    assert check_secret("N赵一", code_of(gateway, PHONES["赵一"])) is None
    gateway.status = 200
    assert count_sent(made(plant)) == 2  # without asking for those who hold a code: nobody does


def test_a_gateway_that_is_away_is_not_asked_for_each_of_many(plant, gateway, monkeypatch):
    monkeypatch.setattr(code_texts, "IN_A_ROW", 1)
    gateway.status = 500
    run = made(plant)
    assert len(gateway.texts) == 1
    assert sorted(why for name, why in named(run).items() if PHONES[name].startswith("1")) == [
        "短信网关报告自身故障。",
        "短信网关没有响应。",
    ]


def test_a_worker_that_died_goes_on_with_those_who_wait(plant, gateway, monkeypatch):
    def dies(_message):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(code_texts, "send_text", dies)
        with pytest.raises(KeyboardInterrupt):
            made(plant)
    assert CodeText.objects.filter(sent_at=None, trouble="").count() == 2
    advance_runs()
    assert count_sent(CodeRun.objects.get()) == 2


def test_without_a_gateway_there_is_no_such_order(client, plant):
    with pytest.raises(BadInputError):
        order_codes(actor=plant.actor(SYSTEM), unit=plant.units["模修班"], days=14, reason=WHY, by_text=True)
    assert "短信" not in plant.enter(client, SYSTEM).get(reverse("organisation:slips")).content.decode()


def test_from_the_order_to_the_list_of_who_was_not_reached(client, plant, gateway):
    plant.enter(client, SYSTEM)
    form = {"unit": "模修班", "days": "14", "reason": WHY, "by_text": "on"}
    sent = client.post(reverse("organisation:slips"), form)
    advance_runs()
    page = html.unescape(client.get(sent["Location"]).content.decode())
    assert all(words in page for words in ("已用短信发出 2 个登录码", "短信没有送到的人", "孙三", "李四"))
    assert "显示纸条" not in page
    key = CodeRun.objects.get().key
    assert client.post(reverse("organisation:tell-slips", args=[key])).status_code == 404
    assert PHONES["赵一"] not in page
