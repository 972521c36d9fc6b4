"""A run erases what is past its term, everywhere; a hold stops it; the journal verifies and counts as before."""

from datetime import timedelta

import pytest
from django.conf import settings

from tests.town import MAKER
from tongxin.casework.exporting import export_cases
from tongxin.casework.models import Case, Message, Tally
from tongxin.casework.reads.queue import found_cases, queue_page
from tongxin.casework.tests.stories import HANDLER, RAISER, closed, raised
from tongxin.core import clock
from tongxin.core.errors import BadInputError, ForbiddenError, RuleBrokenError
from tongxin.core.own_data import own_data
from tongxin.core.policy import system_actor
from tongxin.disclosure.models import CORRECTED, Correction
from tongxin.disclosure.writes import answer_correction, ask_correction
from tongxin.exports.facts import LOG_READ
from tongxin.exports.models import Export
from tongxin.files.models import StoredFile
from tongxin.files.public import clean_files, store_files
from tongxin.files.tests.samples import photo, sent
from tongxin.journal.models import Content
from tongxin.journal.public import catch_up, newest_entries, note, rebuild, verify
from tongxin.organisation.public import grant_role
from tongxin.retention import writes
from tongxin.retention.models import Run
from tongxin.retention.public import erase_due, is_on, set_hold, switch_off, switch_on, term_lines
from tongxin.retention.writes import end_hold, erase_task

AUDITOR, SYSTEM, OFFICER = "郑明察", "周守一", "沈知夏"
LATER = timedelta(days=61 * 31)
SECRET = "更衣室的柜子坏了三个月"


@pytest.fixture
def case(town):
    """A case that ended, with a file, a correction that was answered, and an export."""
    case = closed(town, body=SECRET)
    actor = system_actor("test")
    store_files(actor=actor, uploads=clean_files([sent("柜子.jpg", photo())]), owner=case.label)
    asked = ask_correction(actor=town.actor(RAISER), words=SECRET)
    answer_correction(actor=town.actor(OFFICER), key=asked.key, outcome=CORRECTED, text=SECRET)
    Export.objects.create(number="1", what="people", person=town.people[OFFICER], state="made", rows=3, reason=SECRET)
    note(LOG_READ, actor=town.actor(AUDITOR))
    catch_up()
    return case


def auditor(town):
    """Return the auditor, whose role was given again: it never lasts for years."""
    last = clock.today() + timedelta(days=30)
    grant_role(actor=MAKER, person=town.people[AUDITOR], role="audit_admin", reason="续任", last_on=last)
    return town.actor(AUDITOR)


def due():
    return {line.term.what: line.due for line in term_lines()}


def test_before_the_term_nothing_is_due_and_nothing_goes(case):
    assert set(due().values()) == {0}
    assert erase_due() == {}
    assert not Run.objects.exists()


def test_the_page_says_what_will_be_due_soon(town, case, frozen):
    with clock.at(frozen + timedelta(days=60 * 30.4)):
        line = next(line for line in term_lines() if line.term.what == "casework.cases")
        assert (line.due, line.soon) == (0, 1)


def test_a_run_erases_words_names_files_logs_and_the_journal_verifies(
    town, case, frozen, tmp_path, django_capture_on_commit_callbacks
):
    file = StoredFile.objects.get(owner=case.label)
    path = settings.HOME / "files" / file.key[:2] / file.key
    assert path.exists()
    with clock.at(frozen + LATER), django_capture_on_commit_callbacks(execute=True):
        expected = {what: count for what, count in due().items() if count}
        erased = erase_due()
        assert erased == expected
        assert set(erased) == {
            "journal.looks", "casework.cases", "exports.log", "disclosure.corrections", "inbox.notices",
        }  # fmt: skip
        assert set(due().values()) == {0}
        assert verify().intact
    assert not path.exists()
    assert not StoredFile.objects.filter(owner=case.label).exists()
    case.refresh_from_db()
    assert (case.words.body, case.words.title, case.raiser, case.handler) == ("", "", None, None)
    assert (case.number, case.category, case.closed_at is not None) == (case.number, "facilities", True)
    assert not [one for one in Message.objects.filter(case=case) if one.words.body or one.author_id or one.data]
    assert not Correction.objects.exists()
    assert not Export.objects.exists()
    assert Run.objects.get().erased == erased


def test_afterwards_search_own_data_and_exports_show_nothing_of_it(town, case, frozen, tmp_path):
    with clock.at(frozen + LATER):
        erase_due()
        officer = town.actor(OFFICER)
        assert queue_page(officer, found_cases(officer, "done", "更衣室", "")).lines == []
        assert [line.title for line in queue_page(officer, found_cases(officer, "done", "", "")).lines] == [case.number]
        assert SECRET not in str(own_data(town.actor(RAISER), full=True))
        assert case.number not in str(own_data(town.actor(RAISER), full=True))
        export_cases(actor=officer, path=tmp_path / "cases.xlsx")
        assert Content.objects.filter(entry__sort="look", salt="").exists()
        assert not Content.objects.filter(entry__sort="look", salt="").exclude(actor="", person_id=None).exists()


def test_figures_made_again_from_the_journal_are_the_same_after_ten_years(town, case, frozen):
    columns = ("unit_id", "day", "kind", "category", "count")
    before = sorted(Tally.objects.values_list(*columns))
    with clock.at(frozen + timedelta(days=121 * 31)):
        assert erase_due()["journal.facts"] > 5
        rebuild("casework.tally")
        assert sorted(Tally.objects.values_list(*columns)) == before
        assert verify().intact
        assert not Content.objects.filter(salt="").exclude(actor="").exists()


def test_a_case_that_is_open_is_never_erased(town, frozen):
    case = raised(town, body=SECRET)
    with clock.at(frozen + LATER * 3):
        erase_due()
    case.refresh_from_db()
    assert case.words.body == SECRET


def test_a_hold_on_a_person_keeps_what_is_about_him_until_it_ends(town, case, frozen):
    with clock.at(frozen + LATER):
        me = auditor(town)
        hold = set_hold(actor=me, person=town.people[RAISER], reason="劳动仲裁", until=clock.today())
        assert (due()["casework.cases"], due()["disclosure.corrections"], due()["exports.log"]) == (0, 0, 1)
        assert "casework.cases" not in erase_due()
        end_hold(actor=me, key=hold.key)
        assert erase_due()["casework.cases"] == 1


def test_a_hold_on_everything_stops_the_run_and_ends_with_its_day(town, case, frozen):
    with clock.at(frozen + LATER):
        set_hold(actor=auditor(town), person=None, reason="审计", until=clock.today() + timedelta(days=3))
        assert set(due().values()) == {0}
        assert erase_due() == {}
    with clock.at(frozen + LATER + timedelta(days=4)):
        assert erase_due()["casework.cases"] == 1


@pytest.mark.parametrize(("reason", "days"), [(" ", 3), ("仲裁", -1), ("仲裁", 4000)])
def test_a_hold_needs_a_reason_and_a_last_day(town, reason, days):
    with pytest.raises(BadInputError):
        set_hold(actor=town.actor(AUDITOR), person=None, reason=reason, until=clock.today() + timedelta(days=days))


@pytest.mark.parametrize("who", [SYSTEM, OFFICER, HANDLER, RAISER])
def test_only_the_auditor_sets_holds_and_switches(town, who):
    with pytest.raises(ForbiddenError):
        set_hold(actor=town.actor(who), person=None, reason="仲裁", until=clock.today())
    with pytest.raises(ForbiddenError):
        switch_on(actor=town.actor(who), due=0)
    with pytest.raises(ForbiddenError):
        switch_off(actor=town.actor(who))


def test_the_nightly_job_does_nothing_until_it_is_switched_on(town, case, frozen):
    with clock.at(frozen + LATER):
        assert not is_on()
        assert erase_task() == 0
        me = auditor(town)
        with pytest.raises(RuleBrokenError):
            switch_on(actor=me, due=0)
        switch_on(actor=me, due=sum(due().values()))
        assert erase_task() > 0
        switch_off(actor=me)
        assert not is_on()


def test_a_run_that_is_cut_short_goes_on_with_the_next(town, case, frozen, monkeypatch):
    with clock.at(frozen + LATER):
        whole = sum(due().values())
        monkeypatch.setattr(writes, "_end", lambda **_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            erase_due(batch=2)
        assert Run.objects.get().ended_at is None
        assert sum(Run.objects.get().erased.values()) == whole
        assert verify().intact
        assert erase_due() == {}


def test_a_run_is_told_in_the_journal_with_its_counts_and_without_a_name(town, case, frozen):
    with clock.at(frozen + LATER):
        erased = erase_due()
        told = newest_entries(kind="retention.run_ended")[0]
    assert told.data["erased"] == erased
    assert (told.actor, told.person_id) == ("system:retention", None)
    assert Case.objects.count() == 1
