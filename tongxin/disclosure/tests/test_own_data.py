"""What the platform keeps of me: all of it, mine alone, where it came from, in a fixed number of queries."""

import html
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tongxin.casework.reads.case import note_reading
from tongxin.casework.tests.stories import HANDLER, RAISER, raised
from tongxin.core.own_data import own_data
from tongxin.core.policy import system_actor
from tongxin.disclosure.copying import copy_own_data
from tongxin.feedback.writes import send_remark
from tongxin.inbox.public import notify
from tongxin.journal.public import newest_entries
from tongxin.organisation.public import change_person, see_sensitive

ID, PHONE, OFFICER = "11010519491231002X", "13812345678", "沈知夏"
OTHERS_WORDS = "别人的事情只有别人知道。"


@pytest.fixture
def known(town):
    """何小满 with numbers, a case for the handler only, a look at the numbers and a remark with her name."""
    person = town.people[RAISER]
    change_person(actor=town.actor(OFFICER), person=person, national_id=ID, phone=PHONE)
    town.people[RAISER].refresh_from_db()
    raised(town, mode="handler_only")
    raised(town, by="魏东来", place="总装事业部", body=OTHERS_WORDS)
    send_remark(actor=town.actor(RAISER), body="页面太慢了。")
    see_sensitive(actor=town.actor(OFFICER), person=person, why="办理社保")
    return town


def told(actor, key, *, full=False):
    return next(section for section in own_data(actor, full=full) if section.key == key)


def test_every_app_that_keeps_something_tells_it(known):
    keys = [section.key for section in own_data(known.actor(RAISER))]
    assert keys == [
        "entry", "memberships", "posts", "roles", "looks", "account", "ways", "codes", "keys", "privacy", "cases",
        "case_work", "remarks", "telling", "notices", "files", "exports", "corrections", "journal",
    ]  # fmt: skip


def test_each_section_says_where_it_came_from(known):
    assert all(str(section.origin) for section in own_data(known.actor(RAISER)))


def test_the_page_masks_the_numbers_and_the_copy_holds_them(known, client):
    page = html.unescape(known.enter(client, RAISER).get(reverse("disclosure:mine")).content.decode())
    assert ID not in page
    assert PHONE not in page
    assert "138****5678" in page
    copy = client.post(reverse("disclosure:copy"), {"form": "json"}).content.decode()
    assert ID in copy
    assert PHONE in copy


def test_who_looked_is_told_by_role_with_the_reason_and_never_by_name(known):
    (when, who, why), *_rest = told(known.actor(RAISER), "looks").rows
    assert when.startswith("2026-03-16")
    assert who
    assert OFFICER not in who
    assert why == "办理社保"


def test_my_cases_say_how_often_they_were_read(known):
    case = raised(known)
    note_reading(known.actor(HANDLER), case)
    note_reading(known.actor(HANDLER), case)
    assert told(known.actor(RAISER), "cases").rows[0][4] == "2"


def test_nothing_of_others_is_in_it(known):
    for who in known.people:
        copy = copy_own_data(actor=known.actor(who), form="json").decode()
        assert (OTHERS_WORDS in copy) == (who == "魏东来"), who
        assert (ID in copy) == (who == RAISER), who


def test_the_copy_says_what_the_page_says(known):
    sections = json.loads(copy_own_data(actor=known.actor(RAISER), form="json"))["sections"]
    assert [section["key"] for section in sections] == [section.key for section in own_data(known.actor(RAISER))]
    book = zipfile.ZipFile(io.BytesIO(copy_own_data(actor=known.actor(RAISER), form="xlsx")))
    assert sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) == len(sections) + 1


def test_that_a_copy_was_taken_is_noted(known):
    copy_own_data(actor=known.actor(RAISER), form="xlsx")
    line = newest_entries(limit=1)[0]
    assert (line.kind, line.data) == ("disclosure.own_data_taken", {"form": "xlsx"})
    assert line.actor == known.actor(RAISER).label


def test_an_unknown_form_is_refused(known, client):
    assert known.enter(client, RAISER).post(reverse("disclosure:copy"), {"form": "exe"}).status_code == 422


def test_a_job_of_the_system_has_no_data(known):
    assert own_data(system_actor("x")) == []


def queries(town):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        own_data(town.actor(RAISER))
    return len(caught)


def test_the_number_of_queries_does_not_grow(known):
    before = queries(known)
    for number in range(5):
        raised(known, body=f"第{number}件事，灯坏了。")
        see_sensitive(actor=known.actor(OFFICER), person=known.people[RAISER], why=f"事由{number}")
        send_remark(actor=known.actor(RAISER), body=f"第{number}次说。")
        notify(person_id=known.people[RAISER].pk, kind="disclosure.answered", key=f"k{number}", link="/", data={})
    assert queries(known) == before
