"""The page of the self-check: the same looks as the command, for the system administrator alone."""

import html
import json
import re

import pytest

from tongxin.config.checkup import looks
from tongxin.config.checkup.findings import Look, fault, ok, warning
from tongxin.config.checkup.looks import LOOKS, look_at_everything
from tongxin.config.cli.commands import run
from tongxin.config.sms import Sms
from tongxin.core.keys import master_key
from tongxin.journal.public import newest_entries

PAGE = "/system/check"
SYSTEM, OTHERS = "周守一", ("吴静言", "郑明察", "李桐", "何小满", "沈知夏")


@pytest.fixture
def opened(client, town):
    def get(who=SYSTEM):
        return town.enter(client, who).get(PAGE)

    return get


def text_of(response):
    return html.unescape(response.content.decode())


def test_it_shows_each_look_of_the_command_with_its_finding(opened):
    page = text_of(opened())
    shown = re.findall(r'row-title">([^<]+)<', page)
    assert set(shown) == {str(look.label) for look, _finding in look_at_everything()}
    assert (
        len(shown) >= len(LOOKS) - 3
    )  # these have nothing to say here: the whole content, the lock off SQLite, and no gateway


def test_it_says_what_the_command_says(opened, monkeypatch, capsys):
    monkeypatch.setattr(looks, "LOOKS", (Look("disk", "Disk", lambda _full: [fault("Make room: 3 left.")]),))
    page = text_of(opened())
    run(["check", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["findings"][0]["text"] in page


def test_what_is_wrong_stands_first_and_is_counted(opened, monkeypatch):
    found = [("First", ok("fine")), ("Second", warning("look")), ("Third", fault("broken"))]
    made = tuple(Look(name, name, lambda _full, what=what: [what]) for name, what in found)
    monkeypatch.setattr(looks, "LOOKS", made)
    page = text_of(opened())
    assert re.findall(r'row-title">([^<]+)<', page) == ["Third", "Second", "First"]
    assert "有问题 1 项，要注意 1 项" in page


def test_where_all_is_in_order_it_says_so(opened, monkeypatch):
    monkeypatch.setattr(looks, "LOOKS", (Look("disk", "Disk", lambda _full: [ok("fine")]),))
    assert "一切正常" in text_of(opened())


def test_a_look_that_fails_says_so_and_stops_no_other(opened, monkeypatch):
    def breaks(_full):
        raise OSError("no such device")

    monkeypatch.setattr(looks, "LOOKS", (Look("a", "Broken", breaks), Look("b", "Whole", lambda _full: [ok("fine")])))
    assert re.findall(r'row-title">([^<]+)<', text_of(opened())) == ["Broken", "Whole"]


def test_no_secret_stands_on_it(opened, settings):
    settings.DATABASE_URL = "postgresql://someone:a-secret-word@db/tongxin"
    page = opened().content
    assert b"a-secret-word" not in page
    assert master_key(settings.HOME).hex().encode() not in page
    assert settings.SECRET_KEY.encode() not in page


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_sees_it(opened, who):
    assert opened(who).status_code == 403


def test_that_it_was_looked_at_is_noted(opened, town):
    answer = opened()
    (entry,) = newest_entries(kind="config.self_check_read")
    assert (entry.actor, answer["Cache-Control"]) == (town.actor(SYSTEM).label, "no-store")


def test_the_side_bar_leads_there(opened):
    assert f'href="{PAGE}"' in text_of(opened())


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ([], "短信网关的主机不在 TONGXIN_EGRESS 名单里。"),
        (["localhost", "127.0.0.0/8", "::1/128"], "短信网关已在名单里"),
    ],
)
def test_a_gateway_of_text_messages_is_looked_at_only_where_there_is_one(opened, settings, listed, told):
    assert "短信" not in text_of(opened())
    settings.EGRESS, settings.SMS = listed, Sms(url="http://localhost:9/send")
    assert told in text_of(opened())
