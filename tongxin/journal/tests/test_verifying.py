"""Whoever changes the journal behind the product's back is found: one test for each way to do it."""

import pytest
from django.db import connection

from tongxin.journal import chain
from tongxin.journal import verify as verifying
from tongxin.journal.models import Content, Entry, Head
from tongxin.journal.public import set_checkpoint, verify, verify_head
from tongxin.journal.tests.conftest import ACTOR
from tongxin.journal.writes import seal_of

SIZE, HALF = 200, 100


@pytest.fixture(autouse=True)
def journal(pay):
    for start in range(1, SIZE + 1, 20):
        pay(actor=ACTOR, count=20, first=start)


def sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def found():
    return {(finding.number, finding.what) for finding in verify().findings}


def numbers():
    return {number for number, _what in found()}


def remove(where):
    sql(f"DELETE FROM journal_content WHERE entry_id {where}")
    sql(f"DELETE FROM journal_entry WHERE number {where}")


def rechain(start):
    """Make the frames from ``start`` on fit each other again, as an expert would. Returns the last digest."""
    digest = Entry.objects.get(number=start - 1).digest
    for entry in Entry.objects.filter(number__gte=start).order_by("number").select_related("content"):
        entry.previous = digest
        entry.content_digest = chain.content_digest(entry.content.salt, entry.content.plain())
        digest = entry.digest = entry.right_digest()
        entry.save()
    return digest


def test_an_untouched_journal_is_intact():
    report = verify()
    assert (report.entries, report.intact, verify_head()) == (SIZE, True, [])


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'person:8'", "object = 'money:1'", "person_id = 8", "unit_id = 3", "day = '2020-01-01'",
        "amount = 100.01", "amount = NULL", "data = '{}'", "salt = 'x'",
    ],
)  # fmt: skip
def test_a_changed_content_is_found(change):
    sql(f"UPDATE journal_content SET {change} WHERE entry_id = {HALF}")
    assert found() == {(HALF, "its content was changed")}


@pytest.mark.parametrize(
    "change", ["kind = 'journal.voted'", "at = '2020-01-01 00:00:00+00:00'", "imported = true", "reverses = 3",
               "sort = 'look'", "key = 'k'"]
)  # fmt: skip
def test_a_changed_frame_is_found(change):
    sql(f"UPDATE journal_entry SET {change} WHERE number = {HALF}")
    assert found() == {(HALF, "its frame was changed")}


def test_a_frame_that_was_changed_with_its_digest_breaks_the_chain_after_it():
    entry = Entry.objects.get(number=HALF)
    entry.kind = "journal.voted"
    Entry.objects.filter(number=HALF).update(kind=entry.kind, digest=entry.right_digest())
    assert found() == {(HALF + 1, "does not continue the entry before it")}


def test_a_deleted_entry_is_found():
    remove(f"= {HALF}")
    assert numbers() == {HALF}


def test_a_deleted_content_is_found():
    sql(f"DELETE FROM journal_content WHERE entry_id = {HALF}")
    assert found() == {(HALF, "its content is gone")}


def test_an_entry_that_was_added_at_the_end_is_found():
    head = Head.objects.get()
    entry = Entry(number=SIZE + 1, at=Entry.objects.first().at, sort="act", kind="journal.paid", previous=head.digest)
    content = Content(entry_id=SIZE + 1, salt="s")
    entry.content_digest = chain.content_digest(content.salt, content.plain())
    entry.digest = entry.right_digest()
    entry.save()
    content.save()
    assert numbers() == {SIZE + 1}
    assert [finding.number for finding in verify_head()] == [SIZE + 1]


def test_an_entry_that_was_put_in_between_is_found():
    sql(f"UPDATE journal_content SET entry_id = -entry_id - 1 WHERE entry_id > {HALF}")
    sql(f"UPDATE journal_entry SET number = -number - 1 WHERE number > {HALF}")
    sql("UPDATE journal_content SET entry_id = -entry_id WHERE entry_id < 0")
    sql("UPDATE journal_entry SET number = -number WHERE number < 0")
    before = Entry.objects.get(number=HALF)
    entry = Entry(number=HALF + 1, at=before.at, sort="act", kind="journal.paid", previous=before.digest)
    content = Content(entry_id=HALF + 1, salt="s")
    entry.content_digest = chain.content_digest(content.salt, content.plain())
    entry.digest = entry.right_digest()
    entry.save()
    content.save()
    assert HALF + 2 in numbers()


def test_two_entries_that_changed_places_are_found():
    for table, column in (("journal_content", "entry_id"), ("journal_entry", "number")):
        for old, new in ((HALF, -1), (HALF + 1, HALF), (-1, HALF + 1)):
            sql(f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}")
    assert {HALF, HALF + 1} <= numbers()


def test_two_contents_that_changed_places_are_found():
    for old, new in ((HALF, -1), (HALF + 1, HALF), (-1, HALF + 1)):
        sql(f"UPDATE journal_content SET entry_id = {new} WHERE entry_id = {old}")
    assert found() == {(HALF, "its content was changed"), (HALF + 1, "its content was changed")}


def test_a_cut_tail_is_found():
    remove(f"> {HALF}")
    assert numbers() == {HALF}
    assert [finding.number for finding in verify_head()] == [HALF]


def test_a_cut_tail_is_found_although_the_head_was_set_back_without_the_key():
    remove(f"> {HALF}")
    Head.objects.update(number=HALF, digest=Entry.objects.get(number=HALF).digest)
    assert found() == {(HALF, "the head was changed by somebody without the key")}


def test_a_tail_that_was_chained_anew_without_the_key_is_found():
    Content.objects.filter(entry_id=HALF).update(amount=1)
    Head.objects.update(digest=rechain(HALF))
    assert found() == {(SIZE, "the head was changed by somebody without the key")}


def test_a_changed_head_is_found():
    Head.objects.update(number=SIZE + 5)
    assert numbers() == {SIZE, SIZE + 5}


def test_a_deleted_head_is_found():
    Head.objects.all().delete()
    assert found() == {(SIZE, "the head is gone")}


def test_even_with_the_key_the_past_before_a_checkpoint_cannot_be_rewritten():
    set_checkpoint()
    Content.objects.filter(entry_id=HALF).update(amount=1)
    digest = rechain(HALF)
    Head.objects.update(digest=digest, seal=seal_of(SIZE, digest))
    assert found() == {(SIZE, "differs from the checkpoint kept outside the database")}


def test_an_older_state_of_the_whole_database_is_found_by_a_later_checkpoint():
    set_checkpoint()
    remove(f"> {HALF}")
    digest = Entry.objects.get(number=HALF).digest
    Head.objects.update(number=HALF, digest=digest, seal=seal_of(HALF, digest))
    assert found() == {(SIZE, "a checkpoint names this entry, and it is gone")}


def test_an_emptied_journal_is_found_by_a_checkpoint():
    set_checkpoint()
    remove("> 0")
    Head.objects.all().delete()
    assert numbers() == {SIZE}


def test_a_checkpoint_that_somebody_made_up_is_not_believed():
    set_checkpoint()
    file = verifying.checkpoint_file()
    line = f"{HALF} {'0' * 64} 2026-03-16T02:00:00+00:00 {'f' * 64}\n"
    file.write_text(file.read_text(encoding="ascii") + line, encoding="ascii")
    assert verify().intact


def test_a_checkpoint_is_set_once_for_one_state_and_again_when_it_grew(pay):
    assert [set_checkpoint(), set_checkpoint()] == [SIZE, SIZE]
    pay(actor=ACTOR)
    assert set_checkpoint() == SIZE + 1
    assert len(verifying.checkpoint_file().read_text(encoding="ascii").splitlines()) == 2
    assert verify().intact
