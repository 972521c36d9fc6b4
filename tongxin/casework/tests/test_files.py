"""Files of a case: seen by whoever may read the line that they hang on, and by nobody else."""

import pytest
from django.urls import reverse

from tongxin.casework.public import say
from tongxin.casework.reads.opening import may_open
from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, SECOND, accepted, raised
from tongxin.casework.writes.thread import NOTE, add_words
from tongxin.files.models import StoredFile
from tongxin.files.public import clean_files, files_of, store_files
from tongxin.files.tests.samples import photo, sent
from tongxin.journal.models import Content

READERS = (RAISER, HANDLER, SECOND, OFFICER, "程思源", "顾长风", "方砚", "魏东来", "郑明察")


@pytest.fixture
def picture():
    return clean_files([sent("IMG_何小满.jpg", photo())])


def openings(town, owner):
    found = {who: may_open(town.actor(who), owner, StoredFile()) for who in READERS}
    return {who: opening for who, opening in found.items() if opening != "no"}


def test_a_picture_of_a_named_case_is_opened_by_who_reads_the_case_and_noted_but_for_the_raiser(town, picture):
    case = raised(town, attachments=picture)
    assert openings(town, case.label) == {
        RAISER: "open",
        HANDLER: "open_and_note",
        SECOND: "open_and_note",
        OFFICER: "open_and_note",
    }


def test_a_picture_of_a_sealed_case_in_hand_is_opened_by_raiser_and_handler_only(town, picture):
    case = accepted(town, mode="handler_only", attachments=picture)
    assert openings(town, case.label) == {RAISER: "open", HANDLER: "open_and_note"}


def test_a_picture_in_the_talk_is_opened_like_the_talk(town, picture):
    case = accepted(town, mode="handler_only")
    message = say(actor=town.actor(RAISER), key=case.key, text="", attachments=picture)
    assert openings(town, message.label) == {RAISER: "open", HANDLER: "open_and_note"}


def test_a_picture_on_a_note_is_never_opened_by_the_raiser(town, picture):
    case = accepted(town)
    handler = town.actor(HANDLER)
    note = add_words(actor=handler, case=case, kind=NOTE, text="内部情况")
    store_files(actor=handler, uploads=picture, owner=note.label)
    assert set(openings(town, note.label)) == {HANDLER, SECOND, OFFICER}


def test_whom_a_case_is_about_opens_none_of_its_pictures(town, picture):
    case = raised(town, about=HANDLER, attachments=picture)
    assert HANDLER not in openings(town, case.label)


@pytest.mark.parametrize("kind", ["casework.case", "casework.message"])
def test_a_file_of_nothing_is_opened_by_nobody(town, kind):
    case = raised(town)
    number = case.pk if kind == "casework.message" else 0  # no message bears the number of this case
    assert openings(town, f"{kind}:{number}") == {}


def test_neither_its_name_nor_the_journal_says_who_sent_a_picture(town, picture):
    case = raised(town, mode="handler_only", attachments=picture)
    stored = files_of(case.label)[0]
    assert RAISER not in stored.name
    assert f"person:{town.people[RAISER].pk}" not in set(Content.objects.values_list("actor", flat=True))


def test_the_address_of_a_file_answers_as_the_case_does(client, town, picture):
    address = reverse("files:file", args=[files_of(raised(town, attachments=picture).label)[0].key])
    statuses = {who: town.enter(client, who).get(address).status_code for who in (RAISER, HANDLER, "魏东来")}
    assert statuses == {RAISER: 200, HANDLER: 200, "魏东来": 404}
