"""A backup becomes the same installation on either database, with the keys it opens, and the journal holds."""

from pathlib import Path

import pytest

from tests.upgrade.conftest import Installation, assert_same_data, manifest
from tests.upgrade.release import SECRET

KEPT = sorted(Path(__file__).parent.glob("*.zip"))
NEWEST = KEPT[-1]
READ = """
from hashlib import sha256
from tongxin.casework.models import Case
from tongxin.files.models import StoredFile
from tongxin.files.public import open_file
case = Case.objects.exclude(sealed="").get()
file = StoredFile.objects.get()
fits = sha256(open_file(file)).hexdigest() == file.sha256
print(json.dumps([case.body, case.words.body, fits]))
"""
NEXT_UNIT = """
from tongxin.organisation.public import found_unit
from tongxin.organisation.models import Unit
from tongxin.core import clock
from tongxin.core.policy import system_actor
before = Unit.objects.order_by("-pk").first().pk
unit = found_unit(
    actor=system_actor("test"), line="administrative", code="NEU", name="新部门", type_code="company", day=clock.today()
)
print(json.dumps(unit.pk - before))
"""


def assert_works(installation):
    assert installation.ask(READ) == ["", SECRET, True]
    assert installation.ask(NEXT_UNIT) == 1
    assert installation.run("journal", "verify")["intact"]


def test_sqlite_to_sqlite_is_the_same_installation(on_sqlite):
    first, second = on_sqlite("first"), on_sqlite("second")
    done = first.restore(NEWEST)
    assert done["journal"]["intact"]
    copy = first.backup()
    second.restore(copy)
    assert_same_data(copy, second.backup())
    assert_works(second)


@pytest.mark.postgres
def test_a_move_to_postgresql_and_back_loses_nothing(on_sqlite, on_postgres):
    small, large, again = on_sqlite("small"), on_postgres("large"), on_sqlite("again")
    small.restore(NEWEST)
    copy = small.backup()
    assert large.restore(copy)["journal"]["intact"]
    moved = large.backup()
    assert manifest(moved)["database"] == "PostgreSQL"
    assert_same_data(copy, moved)
    again.restore(moved)
    assert_same_data(moved, again.backup())
    assert_works(again)
    assert_works(large)


@pytest.mark.postgres
def test_a_second_restore_into_the_same_postgresql_is_refused(on_postgres, tmp_path):
    large = on_postgres("twice")
    large.restore(NEWEST)
    other = Installation(tmp_path / "other", large.database)
    code, out, err = other.call("restore", NEWEST)
    other.leave()
    assert (code, out) == (1, "")
    assert "not empty" in err


def test_who_has_other_keys_is_told_what_to_do_and_nothing_is_restored(on_sqlite, tmp_path):
    first = on_sqlite("first")
    first.restore(NEWEST)
    plain = tmp_path / "plain.zip"
    first.run("backup", plain)
    other = on_sqlite("other")
    code, out, err = other.call("restore", plain)
    assert (code, out) == (1, "")
    assert "keys/master" in err
    assert not (other.home / "files").exists()
    other.leave()
    (other.home / "keys" / "master").unlink()
    (other.home / "keys" / "master").write_bytes((first.home / "keys" / "master").read_bytes())
    assert other.run("restore", plain)["journal"]["intact"]
    assert_works(other)


def test_without_the_keys_the_named_texts_can_still_be_saved(on_sqlite, tmp_path):
    first, second = on_sqlite("first"), on_sqlite("second")
    first.restore(NEWEST)
    plain = tmp_path / "plain.zip"
    first.run("backup", plain)
    assert second.run("restore", plain, "--without-keys")["journal"] is None
    titles = "from tongxin.casework.models import Case\nprint(json.dumps(Case.objects.exclude(body='').count()))"
    assert second.ask(titles) == first.ask(titles) > 0
    code, _out, err = second.call("manage", "shell", "-c", READ)
    assert code != 0
    assert SECRET not in err


def test_another_passphrase_opens_no_keys(on_sqlite, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("not the one that it was", encoding="utf-8")
    code, _out, err = on_sqlite("first").call("restore", NEWEST, "--passphrase-file", secret)
    assert code == 1
    assert "passphrase" in err


def test_a_backup_is_read_by_its_owner_only(on_sqlite):
    first = on_sqlite("first")
    first.restore(NEWEST)
    assert first.backup().stat().st_mode & 0o077 == 0
