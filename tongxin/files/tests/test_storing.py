import hashlib
import os
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from tongxin.core import clock
from tongxin.core.crypto import UnreadableError
from tongxin.files import vault as vault_module
from tongxin.files.models import StoredFile
from tongxin.files.reads import files_of, files_of_many, open_file, open_thumb
from tongxin.files.tests import samples
from tongxin.files.tests.conftest import OWNER, XIAOMAN

SHANGHAI = ZoneInfo("Asia/Shanghai")


def all_bytes(folder):
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def grow_old(folder, by=timedelta(days=2)):
    then = (clock.now() - by).timestamp()
    for file in folder.rglob("*"):
        os.utime(file, (then, then))


def test_a_stored_file_comes_back_as_it_was_cleaned(store):
    (stored,) = store(("名单.pdf", samples.PDF))
    assert open_file(stored) == samples.PDF
    assert (stored.name, stored.kind, stored.size) == ("名单.pdf", "application/pdf", len(samples.PDF))
    assert stored.sha256 == hashlib.sha256(samples.PDF).hexdigest()
    assert stored.stored_by == XIAOMAN.label


def test_a_picture_comes_with_a_small_one(store):
    (stored,) = store(("a.jpg", samples.photo(1000, 500, orientation=1)))
    assert stored.is_picture
    assert (stored.width, stored.height) == (1000, 500)
    assert len(open_thumb(stored)) < len(open_file(stored))


def test_nothing_of_a_file_can_be_read_on_the_disk(store, vault):
    secret = "更衣室里没有热水，班长说别报".encode()
    store(("事由.txt", secret), ("a.jpg", samples.photo()))
    lying = all_bytes(vault)
    assert secret[:12] not in lying
    assert b"JFIF" not in lying
    assert not [file for file in vault.rglob("*") if "事由" in file.name]
    assert {file.stat().st_mode & 0o077 for file in vault.rglob("*")} == {0}


def test_bytes_that_were_changed_on_the_disk_do_not_open(store, vault):
    (stored,) = store(("a.pdf", samples.PDF))
    (file,) = [file for file in vault.rglob("*") if file.is_file()]
    file.write_bytes(file.read_bytes()[:-1] + b"\x00")
    with pytest.raises(UnreadableError):
        open_file(stored)


def test_bytes_that_were_swapped_on_the_disk_do_not_open(store, vault):
    one, other = store(("a.txt", b"one"), ("b.txt", b"other"))
    paths = {file.name: file for file in vault.rglob("*") if file.is_file()}
    paths[one.key].write_bytes(paths[other.key].read_bytes())
    with pytest.raises(UnreadableError):
        open_file(one)


def test_of_a_nameless_owner_neither_person_nor_name_nor_hour_is_kept(store):
    with clock.at(datetime(2026, 11, 20, 23, 40, tzinfo=SHANGHAI)):
        stored, other = store(("陈小满的照片.jpg", samples.photo()), ("xiaoman.pdf", samples.PDF), nameless=True)
    assert stored.stored_by == ""
    assert stored.name.endswith("1.jpg")
    assert other.name.endswith("2.pdf")
    assert "小满" not in stored.name
    assert clock.local(stored.stored_at) == datetime(2026, 11, 20, tzinfo=SHANGHAI)


def test_files_are_listed_with_their_owner_in_the_order_they_came(store):
    store(("b.txt", b"1"), ("a.txt", b"2"))
    store(("c.txt", b"3"), owner="testing.matter:8")
    assert [stored.name for stored in files_of(OWNER)] == ["b.txt", "a.txt"]
    found = files_of_many([OWNER, "testing.matter:8", "testing.matter:9"])
    assert {owner: len(files) for owner, files in found.items()} == {
        OWNER: 2, "testing.matter:8": 1, "testing.matter:9": 0,
    }  # fmt: skip


def test_what_a_failed_transaction_leaves_is_not_shown_and_is_swept_after_a_day(store, vault):
    kept = store(("kept.jpg", samples.photo()))[0]
    with transaction.atomic():
        store(("lost.jpg", samples.photo()))
        transaction.set_rollback(True)
    assert files_of(OWNER) == [kept]
    assert vault_module.sweep() == 0
    grow_old(vault)
    assert vault_module.sweep() == 2
    assert open_file(kept)
    assert open_thumb(kept)


def test_a_draft_that_a_crash_left_is_swept_after_a_day(store, vault):
    (kept,) = store(("kept.txt", b"kept"))
    (vault / kept.key[:2] / f"{kept.key}.draft").write_bytes(b"half")
    grow_old(vault)
    assert vault_module.sweep() == 1
    assert open_file(kept) == b"kept"


def test_sweeping_an_empty_vault_finds_nothing(vault, db):
    assert vault_module.sweep() == 0


def test_bytes_are_in_place_before_the_row_can_commit(store, monkeypatch):
    def full_disk(name, plain):
        raise OSError("No space left on device")

    monkeypatch.setattr(vault_module, "put", full_disk)
    with pytest.raises(OSError, match="No space"):
        store(("a.txt", b"text"))
    assert not StoredFile.objects.exists()
