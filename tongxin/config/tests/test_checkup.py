"""The doctor: each look finds what it is for, says what to do, and only a fault fails the command."""

import json
import shutil
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from django.db import OperationalError
from django.utils.translation import override

from tongxin.config.backup.making import LAST, make_backup
from tongxin.config.checkup import database, folder
from tongxin.config.checkup.findings import State
from tongxin.config.checkup.looks import LOOKS, look_at_everything
from tongxin.config.cli.commands import run
from tongxin.config.facts import BACKED_UP
from tongxin.config.installation import prepare
from tongxin.config.sms import Sms
from tongxin.core import clock, db
from tongxin.core.jobs import ALIVE, job_states
from tongxin.core.keys import key_file, master_key
from tongxin.core.models import DueJob
from tongxin.core.policy import system_actor
from tongxin.journal import followers
from tongxin.journal.models import Content, Entry
from tongxin.journal.public import Follower, catch_up, lags, note, verify

Usage = namedtuple("Usage", "total used free")
OK, WARNING, FAULT = State.OK, State.WARNING, State.FAULT
GIGABYTE = 1_000_000_000


@pytest.fixture
def home(db, settings, tmp_path, frozen):
    """A prepared installation on Monday, 16 March 2026."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir(mode=0o700)
    settings.ALLOWED_HOSTS = ["localhost"]
    master_key(settings.HOME)
    prepare()
    catch_up()
    return settings.HOME


def found(name, *, full=False):
    """Return state and text of what one look finds."""
    return [(each.state, each.text) for look, each in look_at_everything(full=full) if look.name == name]


def states(name, **how):
    return [state for state, _text in found(name, **how)]


def later(**by):
    return clock.at(clock.now() + timedelta(**by))


def ran(name, moment):
    every = next(job for job in job_states() if job.name == name)
    assert every
    DueJob.objects.update_or_create(name=name, defaults={"due_at": moment})


def test_a_new_installation_has_no_fault(home):
    assert FAULT not in {each.state for _look, each in look_at_everything(full=True)}


def test_every_look_says_something_when_asked_for_all(home, settings):
    # A look at what is not set up says nothing.
    settings.SMS, settings.SCANNER = Sms(url="https://sms.example.cn/send"), "/run/nobody"
    silent = {look.name for look in LOOKS} - {look.name for look, _each in look_at_everything(full=True)}
    assert silent == (set() if db.is_sqlite() else {"lock"})


def test_only_a_fault_fails_the_command_and_json_names_every_finding(home, capsys):
    assert run(["check", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["ok"] is True
    assert {each["state"] for each in printed["findings"]} == {"ok", "warning"}
    key_file(home).chmod(0o444)
    assert run(["check", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False
    assert run(["check"]) == 1
    assert "chmod 400" in capsys.readouterr().out


def test_keys_that_others_may_read_or_that_are_gone_are_a_fault(home):
    assert states("keys") == [OK]
    key_file(home).chmod(0o440)
    assert states("keys") == [FAULT]
    key_file(home).unlink()
    assert states("keys") == [FAULT]


def test_a_folder_open_to_others_is_a_warning(home):
    assert states("folder") == [OK]
    home.chmod(0o755)
    assert states("folder") == [OK, WARNING]


@pytest.mark.parametrize(("free", "state"), [(2.0, OK), (0.9, WARNING), (0.05, FAULT)])
def test_little_room_is_a_warning_and_almost_none_a_fault(home, monkeypatch, free, state):
    monkeypatch.setattr(shutil, "disk_usage", lambda _home: Usage(0, 0, int(free * GIGABYTE)))
    assert states("folder") == [state]


@pytest.mark.parametrize(("kind", "point"), [("nfs4", "/"), ("ext4", "/"), ("cifs", "/srv")])
def test_the_kind_of_disk_is_that_of_the_nearest_mount(monkeypatch, tmp_path, kind, point):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "1 0 8:1 / / rw - ext4 /dev/a rw\n"
        f"2 1 8:2 / {point} rw,x - {kind} server:/b rw\n"
        "3 1 8:3 / /srvx rw - xfs /dev/c rw\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(folder, "MOUNTS", mounts)
    assert folder.file_system(Path("/srv/data")) == kind
    assert kind.startswith(folder.OVER_A_NETWORK) == (kind != "ext4")


def test_a_changed_entry_of_the_journal_is_a_fault(home):
    assert states("journal") == [OK]
    Content.objects.filter(entry_id=Entry.objects.count()).update(actor="somebody else")
    assert states("journal") == [FAULT]


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (1, "1 entry of the journal was read and is as it was written."),
        (2, "2 entries of the journal were read and are as they were written."),
    ],
)
def test_one_entry_is_not_told_as_many(home, monkeypatch, read, told):
    monkeypatch.setattr(database, "verify", lambda **_last: Mock(findings=[], intact=True, entries=read))
    with override("en"):
        assert [words for _state, words in database.journal(full=True)] == [told]


def test_the_quick_look_reads_the_end_of_the_journal_and_the_full_one_all(home):
    for number in range(5):
        note(BACKED_UP, actor=system_actor("test"), object=f"test:{number}")
    assert verify(last=3).entries == 3
    assert verify(last=3).intact
    Content.objects.filter(entry_id=1).update(actor="somebody else")
    assert verify(last=3).intact
    assert not verify().intact
    Content.objects.filter(entry_id=Entry.objects.count() - 2).update(actor="somebody else")
    assert not verify(last=3).intact


def test_a_follower_that_reads_nothing_for_long_is_a_warning(home, monkeypatch):
    assert states("followers") == [OK]
    monkeypatch.setitem(followers._followers, "test.slow", Follower("test.slow", frozenset(), lambda _reads: None))
    assert next(lag for lag in lags() if lag.follower == "test.slow").entries == Entry.objects.count()
    assert states("followers") == [OK]
    with later(minutes=11):
        assert states("followers") == [WARNING]


def test_a_worker_that_fell_silent_is_a_fault(home):
    assert states("worker") == [WARNING]
    ran(ALIVE, clock.now() + timedelta(minutes=1))
    assert states("worker") == [OK]
    with later(minutes=6):
        assert states("worker") == [FAULT]


def test_a_job_that_is_late_or_failed_is_named(home):
    ran("journal.checkpoint", clock.now())
    assert states("jobs") == [OK]
    with later(minutes=16):
        assert "journal.checkpoint" in found("jobs")[0][1]
    DueJob.objects.update(last_error="OSError: no space left")
    assert found("jobs")[0][0] == WARNING
    assert "no space left" in found("jobs")[0][1]


def test_a_clock_behind_the_journal_is_a_fault(home):
    assert states("clock") == [OK]
    with later(days=-1):
        assert states("clock") == [FAULT]


@pytest.mark.parametrize(("days", "state"), [(-365, OK), (0, WARNING), (365, FAULT)])
def test_days_off_that_are_not_known_are_named(home, days, state):
    with later(days=days):
        assert states("calendar") == [state]


def test_a_name_in_the_network_needs_https(home, settings):
    assert states("address") == [OK]
    settings.ALLOWED_HOSTS = ["localhost", "tongxin.example"]
    assert states("address") == [FAULT]
    settings.SESSION_COOKIE_SECURE = True
    assert states("address") == [OK]
    settings.DEBUG = True
    assert states("address") == [FAULT, OK]


def test_files_of_the_front_end_that_are_not_those_of_this_version_are_a_warning(home, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    assert states("front_end") == [WARNING]


def test_a_backup_that_is_old_or_at_the_wrong_place_is_a_warning(home, monkeypatch, tmp_path):
    assert states("backup") == [WARNING]
    kept = {"file": str(tmp_path / "far.zip"), "made_at": clock.now().isoformat()}
    (home / LAST).write_text(json.dumps(kept), encoding="utf-8")
    assert states("backup") == [OK]
    with later(days=3):
        assert states("backup") == [WARNING]
    (home / LAST).write_text(json.dumps(kept | {"file": str(home / "near.zip")}), encoding="utf-8")
    assert states("backup") == [OK, WARNING]


def faults():
    return [each.topic for _look, each in look_at_everything() if each.state == FAULT]


def failing(error):
    def part(*_):
        raise error

    return part


def test_missing_tables_are_said_once(home, monkeypatch):
    monkeypatch.setattr(database, "is_migrated", lambda: False)
    monkeypatch.setattr(database, "lags", failing(OperationalError("no such table")))
    assert faults() == ["tables"]


def test_a_database_that_is_away_is_said_once(home, monkeypatch):
    away = failing(OperationalError("connection refused"))
    monkeypatch.setattr(database, "connection", SimpleNamespace(cursor=away, ensure_connection=away))
    monkeypatch.setattr(database, "is_migrated", away)
    assert faults() == ["settings"]
    assert "connection refused" in found("settings")[0][1]


def test_a_look_that_fails_is_a_fault_and_stops_no_other(home, monkeypatch):
    monkeypatch.setattr(database, "lags", failing(ValueError("odd")))
    assert faults() == ["followers"]
    assert states("backup") == [WARNING]


@pytest.mark.django_db(transaction=True)
def test_a_backup_leaves_word_for_the_doctor(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    make_backup(tmp_path)
    assert states("backup") == [OK]


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("redis://10.0.0.5:6379/0", WARNING),
        ("rediss://10.0.0.5:6379/0", OK),
        ("redis://127.0.0.1:6379/0", OK),
        ("unix:///run/redis.sock", OK),
    ],
)
def test_a_cache_on_another_machine_must_be_reached_by_tls(home, settings, address, state):
    settings.REDIS_URL = address
    assert states("lines") == [state]


def test_a_database_on_another_machine_must_be_reached_by_tls_that_checks_it(home, settings, monkeypatch):
    settings.REDIS_URL = ""
    for host, mode, state in [("db.example.cn", "require", WARNING), ("db.example.cn", "verify-full", OK)]:
        info = SimpleNamespace(get_parameters=lambda mode=mode: {"sslmode": mode})
        line = SimpleNamespace(
            ensure_connection=lambda: None, connection=SimpleNamespace(info=info), settings_dict={"HOST": host}
        )
        with monkeypatch.context() as patch:
            patch.setattr(database, "connection", line)
            patch.setattr(db, "is_sqlite", lambda: False)
            assert [found_state for found_state, _text in database.lines(False)] == [state]
