"""Checkpoints of the journal by mail, against a real server on this machine, and verified out of the mails."""

from datetime import timedelta

import pytest

from tongxin.config.cli.commands import run
from tongxin.config.environ import WrongSettingError
from tongxin.config.outside import Mail, checkpoints_mail
from tongxin.core import clock
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import system_actor
from tongxin.inbox.models import MailedCheckpoint
from tongxin.inbox.tests.servers import HOST, mail_server
from tongxin.inbox.writes.checkpoints import mail_checkpoints
from tongxin.journal.models import Content, Entry, Head
from tongxin.journal.public import checkpoints_in, kept_text, note, present_checkpoint, public_key
from tongxin.organisation.facts import SENSITIVE_SEEN

AUDIT, SAFE = "audit@example.cn", "safe@example.cn"


@pytest.fixture
def box(settings, frozen, db):
    with mail_server() as box:
        settings.MAIL = Mail(host=HOST, port=box.port, tls="none", sender="tongxin@example.cn", timeout=5)
        settings.CHECKPOINTS_MAIL = [AUDIT, SAFE]
        for _number in range(3):
            note(SENSITIVE_SEEN, actor=system_actor("testing"), why="核对")
        yield box


def saved(box, folder):
    for number, (to, content) in enumerate(box.mails):
        (folder / f"{number}-{to[0]}.eml").write_bytes(content)
    return folder


def kept(place):
    return list(checkpoints_in(kept_text(place), public_key()))


def test_each_address_gets_one_a_day(box, frozen, tmp_path):
    assert mail_checkpoints() == 2
    note(SENSITIVE_SEEN, actor=system_actor("testing"))
    with clock.at(frozen + timedelta(hours=5)):
        assert mail_checkpoints() == 0
    with clock.at(frozen + timedelta(days=1)):
        assert mail_checkpoints() == 2
    assert [to for to, _content in box.mails] == [[AUDIT], [SAFE]] * 2
    assert {one.number for one in kept(saved(box, tmp_path))} == {3, 4}


def test_the_mail_holds_the_checkpoint_of_that_moment(box, tmp_path):
    mail_checkpoints()
    file = saved(box, tmp_path) / f"0-{AUDIT}.eml"
    assert kept(file) == [present_checkpoint()]
    assert "核对" not in file.read_text()


def test_verify_agrees_with_the_saved_mails_one_or_all(box, tmp_path, capsys, monkeypatch):
    mail_checkpoints()
    place = saved(box, tmp_path)
    assert run(["journal", "verify", "--checkpoints", str(place)]) == 0
    assert run(["journal", "verify", "--checkpoints", str(place / f"1-{SAFE}.eml")]) == 0


def test_verify_finds_by_a_mail_what_somebody_with_all_keys_cut_off(box, tmp_path, capsys):
    mail_checkpoints()
    place = saved(box, tmp_path)
    Content.objects.filter(entry_id=3).delete()
    Entry.objects.filter(number=3).delete()
    last = Entry.objects.get(number=2)
    Head.objects.update(number=2, digest=last.digest)
    assert run(["journal", "verify", "--checkpoints", str(place)]) == 1
    assert capsys.readouterr().out.startswith("3: ")


def test_a_mail_that_was_edited_is_not_taken(box, tmp_path):
    mail_checkpoints()
    file = saved(box, tmp_path) / f"0-{AUDIT}.eml"
    text = kept_text(file)
    (tmp_path / "edited").write_text(text.replace("tongxin/journal\n3\n", "tongxin/journal\n2\n"))
    assert kept(tmp_path / "edited") == [None]


def test_a_mail_without_a_checkpoint_is_said_to_hold_none(box, tmp_path, capsys):
    (tmp_path / "other.eml").write_bytes(b"From: a@b.cn\r\nSubject: lunch\r\n\r\nAt noon?\r\n")
    assert run(["journal", "verify", "--checkpoints", str(tmp_path / "other.eml")]) != 0


def test_whom_it_does_not_reach_is_tried_again_and_nobody_gets_it_twice(box, frozen):
    box.refuse = {SAFE: "450 later"}
    with pytest.raises(RuleBrokenError):
        mail_checkpoints()
    box.refuse = {}
    with clock.at(frozen + timedelta(hours=1)):
        assert mail_checkpoints() == 1
    assert [to for to, _content in box.mails] == [[AUDIT], [SAFE]]


def test_without_addresses_none_leaves(box, settings):
    settings.CHECKPOINTS_MAIL = []
    assert (mail_checkpoints(), box.mails, MailedCheckpoint.objects.count()) == (0, [], 0)


@pytest.mark.parametrize("value", ["audit", "a@b@c", "a b@example.cn"])
def test_what_is_no_address_stops_with_a_sentence(monkeypatch, value):
    monkeypatch.setenv("TONGXIN_CHECKPOINTS_MAIL", value)
    with pytest.raises(WrongSettingError, match="TONGXIN_CHECKPOINTS_MAIL"):
        checkpoints_mail(Mail(host="mail.example.cn"))


def test_addresses_without_a_mail_server_stop_with_a_sentence(monkeypatch):
    monkeypatch.setenv("TONGXIN_CHECKPOINTS_MAIL", AUDIT)
    with pytest.raises(WrongSettingError, match="TONGXIN_MAIL_HOST"):
        checkpoints_mail(Mail())
