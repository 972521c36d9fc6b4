"""The file of a backup: one moment although people write, and refused when a byte of it is wrong."""

import json
import stat
import threading
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection

from tongxin.config.backup.archive import COMMENT_BYTES, BackupReader, BackupWriter
from tongxin.config.backup.checking import check_backup
from tongxin.config.backup.errors import BadBackupError
from tongxin.config.backup.making import LAST, make_backup
from tongxin.config.backup.sealed_keys import open_key, seal_key
from tongxin.config.backup.tables import applied_nodes, hash_of, lines_of, store_lines, tables_at
from tongxin.config.cli.commands import run
from tongxin.config.facts import BACKED_UP
from tongxin.core.db import snapshot
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.policy import system_actor
from tongxin.journal.models import Content, Entry
from tongxin.journal.public import note

# Seconds: far longer than a write takes on a busy machine; one that waited for the reader would never end.
MORE_THAN_A_WRITER_NEEDS = 15
BEFORE_AND_MEANWHILE = 2
UNREADABLE = 2
WRITER = system_actor("writer")
PLACES = [0, 1, 7, 30, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.99, -COMMENT_BYTES - 3, -COMMENT_BYTES, -20, -1]


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    return settings.HOME


@pytest.fixture
def made(transactional_db, home, tmp_path):
    """A backup of some entries of the journal and one file."""
    for number in range(30):
        note(BACKED_UP, actor=WRITER, object=f"test:{number}")
    vault = home / "files" / "ab"
    vault.mkdir(parents=True)
    (vault / "abcdef").write_bytes(b"k1:" + bytes(range(256)))
    (vault / "unfinished.draft").write_bytes(b"half")
    file = tmp_path / "made.zip"
    make_backup(file)
    return file


def rows(file, table):
    with ZipFile(file) as archive:
        return [json.loads(line) for line in archive.read(f"tables/{table}.jsonl").splitlines()]


def rewritten(file, target, change):
    """Write a backup anew, as somebody would who knows the form: all digests of the file itself are right."""
    with BackupReader(file) as backup, target.open("wb") as out:
        writer = BackupWriter(out)
        members = {name: backup.read(name) for name in sorted(backup.names() - {"manifest.json"})}
        manifest = change(members, backup.manifest) or backup.manifest
        for name, content in members.items():
            writer.add(name, content.splitlines(keepends=True))
        writer.finish(manifest)
    return target


def test_a_writer_does_not_wait_for_the_moment_that_a_backup_reads(transactional_db, home):
    note(BACKED_UP, actor=WRITER, object="before")
    writer = threading.Thread(target=lambda: note(BACKED_UP, actor=WRITER, object="meanwhile"))
    with snapshot():
        assert Entry.objects.count() == 1
        writer.start()
        writer.join(timeout=MORE_THAN_A_WRITER_NEEDS)
        assert not writer.is_alive()
        assert Entry.objects.count() == 1
    assert Entry.objects.count() == BEFORE_AND_MEANWHILE


def test_a_backup_shows_one_moment_while_people_write(transactional_db, home, tmp_path):
    for number in range(100):
        note(BACKED_UP, actor=WRITER, object=f"before:{number}")
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            note(BACKED_UP, actor=WRITER, object="meanwhile")
            written.append(1)

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for number in range(2):
            make_backup(tmp_path / f"{number}.zip")
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert written
    for number in range(2):
        file = tmp_path / f"{number}.zip"
        head = rows(file, "journal_head")[0]["number"]
        assert [row["number"] for row in rows(file, "journal_entry")] == list(range(1, head + 1))
        assert [row["entry_id"] for row in rows(file, "journal_content")] == list(range(1, head + 1))


def test_a_backup_that_was_made_verifies(made, home):
    manifest = check_backup(made)
    assert {each.name for each in manifest.files} == {"files/ab/abcdef"}
    assert manifest.left_out == [
        "accounts_signin",
        "accounts_textcode",
        "django_session",
        "organisation_coderun",
        "organisation_codetext",
        "organisation_importorder",
    ]
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


@pytest.mark.parametrize("place", PLACES)
def test_a_file_changed_by_one_byte_is_refused(made, place):
    content = bytearray(made.read_bytes())
    at = int(len(content) * place) if isinstance(place, float) else place
    content[at] ^= 1
    made.write_bytes(content)
    with pytest.raises(BadBackupError):
        check_backup(made)


@pytest.mark.parametrize("left", [0, 1, 100, 0.5, 0.99, -1])
def test_a_file_cut_short_is_refused(made, left):
    content = made.read_bytes()
    made.write_bytes(content[: int(len(content) * left) if isinstance(left, float) else left])
    with pytest.raises(BadBackupError):
        check_backup(made)


def test_a_row_changed_by_somebody_who_knows_the_form_is_refused(made, tmp_path):
    def change(members, manifest):
        members["tables/journal_content.jsonl"] = members["tables/journal_content.jsonl"].replace(b"writer", b"nobody")

    with pytest.raises(BadBackupError, match="bad_backup") as refused:
        check_backup(rewritten(made, tmp_path / "changed.zip", change))
    assert "journal_content" in str(refused.value.message)


@pytest.mark.parametrize("name", ["../outside", "files/../../outside", "/etc/outside", "keys/master", "files/.x"])
def test_a_file_that_would_land_elsewhere_is_refused(made, tmp_path, name):
    def change(members, manifest):
        members[name] = members.pop("files/ab/abcdef")
        manifest["files"][0]["name"] = name

    with pytest.raises(BadBackupError):
        check_backup(rewritten(made, tmp_path / "changed.zip", change))


@pytest.mark.parametrize("newer", [{"format_version": 2}, {"migrations": [["casework", "9999_later"]]}])
def test_a_backup_of_a_newer_version_says_which_to_install(made, tmp_path, newer):
    def change(members, manifest):
        return manifest | newer | {"product_version": "9.9.9"}

    with pytest.raises(BadBackupError) as refused:
        check_backup(rewritten(made, tmp_path / "newer.zip", change))
    assert "9.9.9" in str(refused.value.message)


def test_a_refused_backup_exits_with_two_and_one_sentence(made, capsys, tmp_path):
    nothing = tmp_path / "note.txt"
    nothing.write_text("this is no backup", encoding="utf-8")
    assert run(["backup", "--verify", str(nothing)]) == UNREADABLE
    printed = capsys.readouterr()
    assert (printed.out, len(printed.err.splitlines())) == ("", 1)
    assert run(["backup", "--verify", str(made), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] > 0


def test_a_restore_touches_nothing_that_is_there(made, capsys):
    entries = Entry.objects.count()
    assert run(["restore", str(made)]) == 1
    assert capsys.readouterr().out == ""
    assert Entry.objects.count() == entries


def test_a_backup_is_noted_and_remembered(made, home):
    kept = json.loads((home / LAST).read_text(encoding="utf-8"))
    assert Path(kept["file"]) == made
    noted = Entry.objects.order_by("-number").select_related("content").first()
    assert (noted.kind, noted.content.data["sha256"]) == (BACKED_UP, kept["sha256"])


def test_a_file_that_is_there_is_not_overwritten(made):
    before = made.read_bytes()
    with pytest.raises(BadInputError):
        make_backup(made)
    assert made.read_bytes() == before


def test_a_folder_gets_a_new_file(made, tmp_path):
    assert Path(make_backup(tmp_path).file).parent == tmp_path


def test_a_backup_that_breaks_off_leaves_no_file(made, tmp_path, monkeypatch):
    def full(*_):
        raise OSError("no space left")

    monkeypatch.setattr(BackupWriter, "finish", full)
    with pytest.raises(OSError, match="no space"):
        make_backup(tmp_path / "second.zip")
    assert list(tmp_path.glob("second*")) == []


def test_keys_go_in_with_a_passphrase_only(made, tmp_path, capsys):
    secret = tmp_path / "secret"
    secret.write_text("short", encoding="utf-8")
    file = tmp_path / "keys.zip"
    assert run(["backup", str(file), "--with-keys", "--passphrase-file", str(secret)]) == 1
    assert not file.exists()


def test_sealed_keys_open_with_their_passphrase_only():
    sealed = seal_key(b"m" * 32, "several words together")
    assert b"m" * 32 not in sealed
    assert open_key(sealed, "several words together") == b"m" * 32
    with pytest.raises(BadInputError):
        open_key(sealed, "several words togethe")


def test_every_table_is_in_the_backup_but_those_that_let_somebody_in(made):
    held = {entry.table for entry in check_backup(made).tables}
    left = {name for name in connection.introspection.table_names() if not name.startswith("sqlite_")} - held
    assert left == {
        "django_migrations", "django_session", "accounts_signin", "accounts_textcode", "organisation_coderun",
        "organisation_codetext",
        "organisation_importorder",
    }  # fmt: skip
    assert [entry.table for entry in check_backup(made).tables if "session_key" in entry.columns] == []


def test_rows_come_back_as_they_went(made):
    table = next(each for each in tables_at(applied_nodes()) if each.name == "journal_content")
    before, lines = hash_of(table), list(lines_of(table))
    Content.objects.all().delete()
    assert hash_of(table) != before
    store_lines(table, lines)
    assert hash_of(table) == before


def test_an_empty_database_has_nothing_to_back_up(home, tmp_path, db, monkeypatch):
    monkeypatch.setattr("tongxin.config.backup.making.applied_nodes", list)
    with pytest.raises(RuleBrokenError):
        make_backup(tmp_path / "none.zip")
