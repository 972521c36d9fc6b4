"""A case for the handler only: sealed at rest, closed to everybody above, every reading noted and counted."""

from itertools import chain

import openpyxl
import pytest
from django.db import connection

from tongxin.casework.exporting import export_cases
from tongxin.casework.facts import CASE_READ
from tongxin.casework.models import Case, Message
from tongxin.casework.public import rate_case, say, stop_case_clock
from tongxin.casework.reads.case import case_view, note_reading, times_read
from tongxin.casework.reads.lines import lines_of
from tongxin.casework.tests.stories import HANDLER, OFFICER, RAISER, SECOND, WISH, WORDS, accepted, answered, raised
from tongxin.core.errors import ForbiddenError
from tongxin.core.policy import system_actor
from tongxin.inbox.models import Notice
from tongxin.journal.public import catch_up, newest_entries

SECRETS = (WORDS[:8], "更衣室", "热水", WISH[:4], "型号", "换好了", "拍照", RAISER)


def talked_about(town):
    case = accepted(town, mode="handler_only")
    say(actor=town.actor(RAISER), key=case.key, text="型号是 HX-20。")
    stop_case_clock(actor=town.actor(HANDLER), key=case.key, category="raiser", reason="等你拍照。")
    return case


def test_nothing_of_what_was_said_lies_readable_in_any_table(town):
    talked_about(town)
    case = answered(town, mode="handler_only")
    rate_case(actor=town.actor(RAISER), key=case.key, solved="yes", remark="更衣室的热水真的好了。")
    catch_up()
    with connection.cursor() as cursor:
        names = [name for name in connection.introspection.table_names(cursor) if not name.startswith("organisation_")]
        text = "".join(str(row) for name in names for row in rows_of(cursor, name))
    assert case.number in text
    assert [secret for secret in SECRETS if secret in text] == []


def rows_of(cursor, name):
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")
    return cursor.fetchall()


def test_the_database_refuses_plain_words_in_a_sealed_case(town):
    case = raised(town, mode="handler_only")
    with pytest.raises(Exception, match="handler_only_is_sealed"):
        Case.objects.filter(pk=case.pk).update(body="明文")


def test_what_was_said_comes_back_whole(town):
    case = talked_about(town)
    assert [message.words.body for message in Message.objects.filter(case=case).order_by("pk")] == [
        "",
        "型号是 HX-20。",
        "等你拍照。",
    ]


def test_sealed_words_do_not_open_in_another_row(town):
    first, second = raised(town, mode="handler_only"), raised(town, mode="handler_only", body="另一件完全不同的事。")
    copied = "(SELECT sealed FROM casework_case WHERE id = %s)"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE casework_case SET sealed = {copied} WHERE id = %s", [first.pk, second.pk])
    with pytest.raises(Exception, match="does not open"):
        Case.objects.get(pk=second.pk).words  # noqa: B018 - reading is what is tested


def test_who_supervises_sees_number_category_and_clock_only(town):
    case = talked_about(town)
    line = lines_of(town.actor(OFFICER), [case])[0]
    assert (line.title, line.category, line.raiser, line.place) == (case.number, "后勤设施", "只给经办人", "")
    assert line.term is not None
    view = case_view(town.actor(OFFICER), case)
    assert (view.readable, view.body, view.wish, view.thread, view.raiser, view.place) == (False, "", "", [], "", "")


def test_until_it_is_accepted_handlers_read_it_without_the_name(town):
    view = case_view(town.actor(SECOND), raised(town, mode="handler_only"))
    assert (view.body, view.raiser, view.place) == (WORDS, "", "")


def test_every_reading_but_the_raiser_s_is_noted_and_counted(town):
    case = accepted(town, mode="handler_only")
    for who in (HANDLER, HANDLER, RAISER):
        note_reading(town.actor(who), case)
    assert times_read(case) == 2
    looks = newest_entries(kind=CASE_READ)
    assert [(look.actor, look.object) for look in looks] == [(f"person:{town.people[HANDLER].pk}", case.label)] * 2


def test_who_sees_only_the_number_reads_nothing_and_is_not_counted(town):
    case = accepted(town, mode="handler_only")
    note_reading(town.actor(OFFICER), case)
    assert times_read(case) == 0


def test_notices_of_the_whole_story_hold_no_secret(town):
    talked_about(town)
    answered(town, mode="handler_only")
    catch_up()
    text = repr(list(Notice.objects.values("data", "key", "link", "about")))
    assert Notice.objects.count() > 4
    assert [secret for secret in SECRETS if secret in text] == []


def sheet(town, actor, tmp_path):
    count = export_cases(actor=actor, path=tmp_path / "cases.xlsx").rows
    book = openpyxl.load_workbook(tmp_path / "cases.xlsx")
    return count, [list(row) for row in book.active.iter_rows(values_only=True)]


def test_an_export_takes_named_cases_whole_and_of_sealed_ones_no_word_and_no_name(town, tmp_path):
    talked_about(town)
    sealed = answered(town, mode="handler_only")
    count, rows = sheet(town, town.actor(OFFICER), tmp_path)
    text = repr(rows)
    assert count == 2
    assert sealed.number in text
    assert [secret for secret in SECRETS if secret in text] == []
    answered(town)
    text = repr(sheet(town, town.actor(OFFICER), tmp_path)[1])
    assert all(word in text for word in (WORDS, WISH, RAISER, "换好了"))


def test_even_the_command_line_exports_no_sealed_word(town, tmp_path):
    talked_about(town)
    text = repr(sheet(town, system_actor("export"), tmp_path)[1])
    assert [secret for secret in SECRETS if secret in text] == []


def test_an_exported_cell_is_never_a_formula(town, tmp_path):
    raised(town, body='=HYPERLINK("http://example.test","点我") 请看这里', wish="+1 -2 @SUM(A1)")
    export_cases(actor=town.actor(OFFICER), path=tmp_path / "cases.xlsx")
    book = openpyxl.load_workbook(tmp_path / "cases.xlsx")
    assert {cell.data_type for cell in chain(*book.active.iter_rows())} <= {"s", "n"}


def test_an_export_is_for_those_with_the_right_and_is_noted(town, tmp_path):
    raised(town)
    for who in (HANDLER, RAISER, "顾长风"):
        with pytest.raises(ForbiddenError):
            sheet(town, town.actor(who), tmp_path)
    sheet(town, town.actor(OFFICER), tmp_path)
    look = newest_entries(kind="casework.cases_exported")
    assert [(entry.actor, entry.data) for entry in look] == [(f"person:{town.people[OFFICER].pk}", {"count": 1})]


def test_an_export_leaves_out_what_is_about_the_one_who_exports(town, tmp_path):
    raised(town, about=OFFICER)
    assert sheet(town, town.actor(OFFICER), tmp_path)[0] == 0
