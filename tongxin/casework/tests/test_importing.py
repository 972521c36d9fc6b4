import re
from datetime import date, timedelta

import openpyxl
import pytest

from tests.town import MAKER
from tongxin.casework.models import Case, Duplicate, Message, Tally
from tongxin.casework.public import case_stats, import_cases
from tongxin.casework.tasks import escalate_task
from tongxin.casework.tests.stories import last_entry, terms_of
from tongxin.core import clock
from tongxin.core.errors import BadInputError
from tongxin.inbox.models import Notice
from tongxin.journal.models import Entry
from tongxin.journal.public import catch_up
from tongxin.organisation.public import load_unit_types, roots
from tongxin.sheets.public import UnreadableError

HEADER = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
ANSWERED = ["L-1", "A1", "路灯不亮", "2026-03-02 10:00:00", "厂区东路路灯坏了三盏。", "已更换。", "2026-03-06 10:00:00"]
OPEN = ["L-2", "A2", "班车晚点", "2026-03-09 08:30:00", "早班班车总是晚点。", "", ""]


@pytest.mark.django_db
def test_without_any_unit_the_first_import_founds_the_one_at_the_top(frozen, tmp_path):
    load_unit_types(actor=MAKER)
    book = openpyxl.Workbook()
    for row in (HEADER, ANSWERED):
        book.active.append(row)
    book.save(tmp_path / "old.xlsx")
    assert import_cases(actor=MAKER, path=tmp_path / "old.xlsx", dry_run=True).new == 1
    assert not roots("administrative", clock.today())
    import_cases(actor=MAKER, path=tmp_path / "old.xlsx")
    assert [unit.code for unit in roots("administrative", clock.today())] == ["ROOT"]
    assert Case.objects.get().unit.code == "ROOT"


@pytest.fixture
def bring(town, tmp_path):
    def bring_in(*rows, header=HEADER, **options):
        book = openpyxl.Workbook()
        for row in (header, *rows):
            book.active.append(row)
        book.save(tmp_path / "old.xlsx")
        return import_cases(actor=MAKER, path=tmp_path / "old.xlsx", **options)

    return bring_in


def counts(outcome):
    assert outcome.adds_up()
    return outcome.rows, outcome.new, outcome.changed, outcome.unchanged, outcome.duplicates, len(outcome.rejected)


def test_old_cases_keep_their_times_their_answers_and_their_id(bring):
    assert counts(bring(ANSWERED, OPEN)) == (2, 2, 0, 0, 0, 0)
    case = Case.objects.get(source_id="L-1")
    assert (case.status, case.outcome, case.imported, case.raiser, case.raiser_label) == (
        "closed",
        "unrated",
        True,
        None,
        "A1",
    )
    assert clock.local(case.raised_at).strftime("%Y-%m-%d %H:%M") == "2026-03-02 10:00"
    assert clock.local(case.answered_at).strftime("%Y-%m-%d %H:%M") == "2026-03-06 10:00"
    assert re.fullmatch(r"2026-0302-\d{6}", case.number)
    assert Message.objects.get(case=case).body == "已更换。"
    assert Case.objects.get(source_id="L-2").status == "raised"


def test_history_is_recorded_on_its_own_days_and_marked_as_imported(bring):
    bring(ANSWERED)
    case = Case.objects.get()
    assert last_entry(case, "case_answered").data["working_days"] == 4
    entries = Entry.objects.filter(content__object=case.label).order_by("number").select_related("content")
    assert [(entry.kind, entry.content.day, entry.imported) for entry in entries] == [
        ("casework.case_raised", date(2026, 3, 2), True),
        ("casework.case_answered", date(2026, 3, 6), True),
        ("casework.case_closed", date(2026, 3, 6), True),
    ]


def test_history_is_counted_but_nobody_is_told_of_it(bring):
    bring(ANSWERED, OPEN)
    catch_up()
    assert Tally.objects.filter(kind="casework.case_raised").count() == 2
    assert not Notice.objects.filter(kind__startswith="casework.").exists()


def test_without_clocks_nothing_of_history_is_escalated(bring, frozen):
    bring(OPEN)
    with clock.at(frozen + timedelta(days=30)):
        assert escalate_task() == 0
    assert terms_of(Case.objects.get()) == {}


def test_with_clocks_an_open_case_counts_from_the_day_it_was_raised(bring):
    bring(ANSWERED, OPEN, start_clocks=True)
    terms = terms_of(Case.objects.get(source_id="L-2"))
    assert terms["accept", 1].due_on == date(2026, 3, 11)
    assert Case.objects.get(source_id="L-2").next_due_on == date(2026, 3, 11)
    assert terms_of(Case.objects.get(source_id="L-1")) == {}


def test_the_same_file_again_changes_nothing(bring):
    bring(ANSWERED, OPEN)
    before = list(Case.objects.order_by("pk").values())
    entries = Entry.objects.count()
    assert counts(bring(ANSWERED, OPEN)) == (2, 0, 0, 2, 0, 0)
    assert list(Case.objects.order_by("pk").values()) == before
    assert Entry.objects.count() == entries


def test_an_answer_that_came_since_is_added(bring):
    bring(OPEN)
    assert counts(bring([*OPEN[:5], "已加开一班。", "2026-03-13 09:00:00"])) == (1, 0, 1, 0, 0, 0)
    case = Case.objects.get()
    assert (case.status, Message.objects.get(case=case).body) == ("closed", "已加开一班。")


def test_the_same_words_of_the_same_raiser_are_a_duplicate_that_hangs_on_the_first(bring):
    again = ["L-9", "A2", "班车 晚点", "2026-03-10 08:30:00", "早班班车 总是晚点。", "", ""]
    other = ["L-10", "A3", "班车晚点", "2026-03-10 08:30:00", "早班班车总是晚点。", "", ""]
    assert counts(bring(OPEN, again, other)) == (3, 2, 0, 0, 1, 0)
    row = Duplicate.objects.get()
    assert (row.case.source_id, row.source_id, row.row) == ("L-2", "L-9", 3)
    assert counts(bring(OPEN, again, other)) == (3, 0, 0, 2, 1, 0)
    assert Duplicate.objects.count() == 1


def test_a_row_that_says_nothing_is_refused_with_its_place_and_reason(bring):
    outcome = bring(ANSWERED, ["L-3", "A3", "", "2026-03-09", "", "", ""])
    assert counts(outcome) == (2, 1, 0, 0, 0, 1)
    refusal = outcome.rejected[0]
    assert (refusal.row, refusal.column) == (3, "留言详情")
    assert refusal.reason


def test_a_time_that_cannot_be_read_is_a_warning_and_the_row_is_kept(bring):
    outcome = bring(["L-4", "A4", "空调", "前天", "空调坏了。", "", ""])
    assert counts(outcome)[1] == 1
    assert {(warning.row, warning.value) for warning in outcome.warnings} == {(2, "前天")}
    assert Case.objects.get().raised_at == clock.now()


def test_an_answer_older_than_its_case_is_a_warning_and_both_times_are_kept(bring):
    outcome = bring([*ANSWERED[:6], "2026-03-01 10:00:00"])
    assert len(outcome.warnings) == 1
    case = Case.objects.get()
    assert case.answered_at < case.raised_at


def test_a_trial_run_counts_the_same_and_stores_nothing(bring):
    assert counts(bring(ANSWERED, OPEN, ANSWERED, dry_run=True)) == (3, 2, 0, 0, 1, 0)
    assert not Case.objects.exists()
    assert counts(bring(ANSWERED, OPEN, ANSWERED)) == (3, 2, 0, 0, 1, 0)


def test_a_case_goes_to_the_unit_of_its_row_else_to_the_one_that_was_asked_for(bring, town):
    header = [*HEADER, "承办单位"]
    outcome = bring([*ANSWERED, "后勤保障部"], [*OPEN, "没有这个部"], header=header, unit=town.units["人力资源部"].code)
    assert dict(Case.objects.values_list("source_id", "unit__name")) == {"L-1": "后勤保障部", "L-2": "人力资源部"}
    assert [warning.value for warning in outcome.warnings] == ["没有这个部"]


def test_an_unknown_unit_or_a_file_without_a_table_is_refused(bring):
    with pytest.raises(BadInputError):
        bring(ANSWERED, unit="NOWHERE")
    with pytest.raises(UnreadableError):
        bring(["a", "b"], header=["x", "y"])
    assert not Case.objects.exists()


def test_the_raiser_is_found_by_his_staff_number(bring, town):
    number = town.people["何小满"].staff_no
    bring([*OPEN, number], header=[*HEADER, "工号"])
    assert Case.objects.get().raiser == town.people["何小满"]


def test_the_figures_count_days_as_they_are_defined(bring):
    bring(
        ANSWERED, ["L-5", "B", "食堂", "2026-03-06 10:00:00", "食堂太咸。", "已改。", "2026-03-09 22:00:00"], OPEN, OPEN
    )
    stats = case_stats()
    assert (stats["cases"], stats["answered"], stats["duplicates"]) == (3, 2, 1)
    assert stats["median_calendar_days"] == 3.75  # 4 and 3.5 days of 86,400 seconds
    assert stats["median_working_days"] == 2.5  # Tuesday to Friday, and the Monday after the weekend
    assert stats["by_unit"] == {Case.objects.first().unit.code: 3}


def test_without_answers_there_is_no_median(bring):
    bring(OPEN)
    assert (case_stats()["median_calendar_days"], case_stats()["median_working_days"]) == (None, None)
