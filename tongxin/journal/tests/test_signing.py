"""Kept checkpoints and the public key find what even somebody with all keys of the server does to the journal."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tongxin.core.errors import RuleBrokenError
from tongxin.journal import chain, signing
from tongxin.journal import verify as verifying
from tongxin.journal.models import Content, Entry, Head
from tongxin.journal.public import verify
from tongxin.journal.pushing import FILE, push_checkpoint
from tongxin.journal.signing import Checkpoint, NoKeyError, checkpoints_in, public_key, signed
from tongxin.journal.tests.conftest import ACTOR
from tongxin.journal.verify import verify_against
from tongxin.journal.writes import seal_of

SIZE = 40


@pytest.fixture
def place(tmp_path, settings, pay):
    """A second place with a checkpoint at entry 20 and one at 40."""
    settings.CHECKPOINTS_TO = str(tmp_path)
    for start in (1, 21):
        pay(actor=ACTOR, count=20, first=start)
        assert push_checkpoint()
    return tmp_path


def kept(place):
    return list(checkpoints_in((place / FILE).read_text(encoding="utf-8"), public_key()))


def write_anew(start):
    """Chain all entries from ``start`` on anew, with the head and without the checkpoints of this machine."""
    before = Entry.objects.filter(number__lt=start).order_by("-number").first()
    digest = before.digest if before else chain.GENESIS
    for entry in Entry.objects.filter(number__gte=start).order_by("number").select_related("content"):
        entry.previous = digest
        entry.content_digest = chain.content_digest(entry.content.salt, entry.content.plain())
        digest = entry.digest = entry.right_digest()
        entry.save()
    last = Entry.objects.order_by("-number").first().number
    Head.objects.update(number=last, digest=digest, seal=seal_of(last, digest))
    verifying.checkpoint_file().unlink(missing_ok=True)


def change():
    Content.objects.filter(entry_id=10).update(object="money:1")


def delete():
    Content.objects.filter(entry_id__gte=10).update(object="moved")
    Content.objects.filter(entry_id=SIZE).delete()
    Entry.objects.filter(number=SIZE).delete()


def insert():
    last = Entry.objects.select_related("content").get(number=SIZE)
    content = last.content
    last.number, last.key = SIZE + 1, None
    last.save(force_insert=True)
    content.entry_id = SIZE + 1
    content.save(force_insert=True)
    Content.objects.filter(entry_id=SIZE).update(object="inserted")


def swap():
    one, two = Content.objects.get(entry_id=10), Content.objects.get(entry_id=11)
    one.entry_id, two.entry_id = 11, 10
    one.save()
    two.save()


def truncate():
    Content.objects.filter(entry_id__gt=SIZE - 5).delete()
    Entry.objects.filter(number__gt=SIZE - 5).delete()


def test_an_untouched_journal_agrees_with_what_was_kept(place):
    assert kept(place) == [Checkpoint(number, Entry.objects.get(number=number).digest) for number in (20, SIZE)]
    assert verify_against(kept(place)).intact


@pytest.mark.parametrize("deed", [change, delete, insert, swap, truncate])
def test_what_an_insider_with_all_keys_does_is_found_by_kept_checkpoints_alone(place, deed):
    deed()
    write_anew(1)
    assert verify().intact, "the insider did it well: this machine finds nothing"
    assert not verify_against(kept(place)).intact


def test_a_tail_cut_off_is_named(place):
    truncate()
    write_anew(1)
    found = {(finding.number, finding.what) for finding in verify_against(kept(place)).findings}
    assert found == {(SIZE, "a checkpoint names this entry, and it is gone")}


def test_a_journal_that_ends_before_the_kept_checkpoint_pushes_nothing(place):
    truncate()
    write_anew(1)
    before = (place / FILE).read_bytes()
    with pytest.raises(RuleBrokenError):
        push_checkpoint()
    assert (place / FILE).read_bytes() == before


def test_nothing_new_is_pushed_twice(place):
    assert not push_checkpoint()
    assert len(kept(place)) == 2


def test_a_folder_that_is_away_is_told_and_not_made(place, settings):
    settings.CHECKPOINTS_TO = str(place / "share")
    with pytest.raises(RuleBrokenError):
        push_checkpoint()
    assert not (place / "share").exists()


def test_without_a_second_place_nothing_is_pushed(settings, pay):
    settings.CHECKPOINTS_TO = ""
    pay(actor=ACTOR, count=1, first=1)
    assert not push_checkpoint()


@pytest.mark.parametrize("edit", [("20\n", "19\n"), ("tongxin/journal\n20", "tongxin/other\n20"), ("\n\n", "\n")])
def test_an_edited_checkpoint_is_not_taken(place, edit):
    file = place / FILE
    file.write_text(file.read_text(encoding="utf-8").replace(*edit, 1), encoding="utf-8")
    assert None in kept(place)
    assert not verify_against(kept(place)).intact


def test_a_checkpoint_of_another_key_is_not_taken(monkeypatch, db):
    ours, other = public_key(), Ed25519PrivateKey.generate()
    monkeypatch.setattr(signing, "private_key", lambda: other)
    assert list(checkpoints_in(signed(Checkpoint(1, "0" * 64)), ours)) == [None]


def test_two_kept_checkpoints_that_differ_are_found(place):
    assert not verify_against([*kept(place), Checkpoint(20, "0" * 64)]).intact


@pytest.mark.parametrize("text", ["", "x", "tongxin/journal+00000000+AQ==", "other+1+2"])
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(NoKeyError):
        list(checkpoints_in("", text))


def test_the_public_key_does_not_tell_the_private_one():
    assert signing.private_key().private_bytes_raw().hex() not in public_key()
    assert public_key().startswith("tongxin/journal+")
