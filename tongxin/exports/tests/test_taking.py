"""What one person may take alone: counted, added up over a day, marked and logged."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tongxin.core import clock
from tongxin.core.errors import BadInputError, ForbiddenError
from tongxin.core.exports import answer, export_kinds
from tongxin.exports.models import CONSOLE, MADE, Export
from tongxin.exports.public import export_on_console
from tongxin.exports.tests.conftest import ASKER, AUDITOR, OTHER, SYSTEM, cells
from tongxin.exports.writes import take_export
from tongxin.journal.public import newest_entries, verify


def take(town, unit, what="people", who=ASKER):
    return take_export(actor=town.actor(who), kind=export_kinds()[what], unit=town.units[unit].key)


def test_a_small_file_is_made_at_once_logged_first_and_marked_in_every_row(town, client, limit):
    page = town.enter(client, ASKER)
    response = page.post(f"/people/export?unit={town.units['车身事业部'].key}", headers={"Accept-Language": "zh-hans"})
    export = Export.objects.get()
    assert (export.state, export.rows, export.person.name, export.taken) == (MADE, 3, ASKER, 1)
    assert newest_entries(kind="exports.file_taken")[0].data == {"what": "people", "rows": 3}
    sheets = cells(response.content)
    assert [row[-1] for row in sheets["人员"]] == ["导出编号"] + [export.number] * 3
    told = str(sheets["取用说明"])
    assert ASKER in told
    assert export.number in told
    assert verify().intact


def test_pieces_of_a_day_are_added_up_so_that_splitting_does_not_help(town, limit):
    assert [take(town, "车身事业部").rows, take(town, "车身事业部").rows, take(town, "车身事业部").rows] == [3, 3, 3]
    assert take(town, "后勤保障部") is None
    assert Export.objects.count() == 3
    with clock.at(clock.now() + timedelta(hours=24, minutes=1)):
        assert take(town, "后勤保障部") is not None


def test_another_person_and_another_kind_are_added_up_on_their_own(town, limit):
    for _time in range(3):
        take(town, "车身事业部")
    assert take(town, "后勤保障部", what="cases") is not None
    town.hire("林晚", "同辉集团", ("department_officer", "同辉集团"))
    assert take(town, "车身事业部", who="林晚") is not None


def test_the_same_form_pressed_twice_is_two_files(town, client, limit):
    page, address = town.enter(client, ASKER), f"/people/export?unit={town.units['车身事业部'].key}"
    for _time in range(4):
        answered = page.post(address, {"_key": "one-form"})
    assert Export.objects.count() == 3
    assert (answered.status_code, answered["Location"].partition("?")[0]) == (302, reverse("exports:ask"))


@pytest.mark.parametrize("who", [OTHER, SYSTEM, AUDITOR, "顾长风"])
def test_who_has_no_right_to_the_rows_takes_none(town, limit, who):
    with pytest.raises(ForbiddenError):
        take(town, "车身事业部", who=who)
    assert not Export.objects.exists()


def test_nothing_leaves_where_there_is_no_door(rf, monkeypatch):
    monkeypatch.setattr("tongxin.core.exports._door", [])
    with pytest.raises(RuntimeError):
        answer(rf.post("/people/export"), "people")


def test_the_command_line_takes_a_named_operator_and_a_reason_and_is_in_the_log(town, tmp_path):
    file, number = tmp_path / "people.xlsx", town.people[ASKER].staff_no
    for operator, reason in (("", "迁移"), ("nobody", "迁移数据"), (number, " ")):
        with pytest.raises(BadInputError):
            export_on_console(what="people", path=file, operator=operator, reason=reason)
    assert not file.exists()
    assert export_on_console(what="people", path=file, operator=number, reason="迁移到新系统") == 13
    export = Export.objects.get()
    assert (export.way, export.rows, export.person.name, export.reason) == (CONSOLE, 13, ASKER, "迁移到新系统")
    assert "迁移" not in str([line.data for line in newest_entries(limit=50)])
    assert export.number in str(cells(file.read_bytes()))
