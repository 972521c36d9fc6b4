"""Rosters as people keep them: titles, dates, units and numbers in all their forms, and people without a number."""

from datetime import date, datetime

import openpyxl
import pytest

from tongxin.core import clock
from tongxin.organisation.importing.people import import_people
from tongxin.organisation.models import Person
from tongxin.organisation.reads.people import find_person
from tongxin.organisation.tests.cast import found_company
from tongxin.organisation.tests.rosters import (
    CONSOLE,
    HEADER,
    WOMAN,
    bringer,
    counts,
    reasons,
)

pytestmark = pytest.mark.django_db
OLD_WOMAN = "110105491231002"


@pytest.fixture
def company():
    return found_company()


@pytest.fixture
def bring(company, tmp_path):
    return bringer(tmp_path)


class TestDoubts:
    HEADER = ["工号", "姓名", "部门", "身份证号", "性别", "出生日期", "电话", "人员类别"]

    @pytest.mark.parametrize(
        ("values", "columns"),
        [
            ((WOMAN, "男", "", "", ""), ["性别"]), ((WOMAN, "", "1950-01-01", "", ""), ["出生日期"]),
            ((WOMAN, "女", "1949年12月", "", ""), []), (("", "不详", "", "", ""), ["性别"]),
            (("", "", "昨天", "", ""), ["出生日期"]), (("", "", "", "12", ""), ["电话"]),
            (("", "", "", "", "机器人"), ["人员类别"]), (("E12345678", "", "", "", ""), ["身份证号"]),
        ],
    )  # fmt: skip
    def test_a_doubtful_cell_is_named_and_the_row_kept(self, bring, values, columns):
        outcome = bring(["1", "陈静", "Team", *values], header=self.HEADER)
        assert counts(outcome) == {"new": 1}
        assert [warning.column for warning in outcome.warnings] == columns

    def test_the_identity_number_wins_over_sex_and_birthday(self, bring):
        bring(["1", "陈静", "Team", WOMAN, "男", "1950-01-01", "", ""], header=self.HEADER)
        assert (find_person("1").sex, find_person("1").born_on) == ("f", date(1949, 12, 31))

    def test_kinds_are_understood_as_people_write_them(self, bring):
        words = ["正式", "劳务派遣", "派遣", "外包", "项目", "实习", "退休", "在职"]
        bring(*([str(n), f"人{n}", "Team", "", "", "", "", word] for n, word in enumerate(words)), header=self.HEADER)
        kinds = Person.objects.order_by("staff_no").values_list("kind", flat=True)
        assert list(kinds) == [
            "employee",
            "dispatched",
            "dispatched",
            "contractor",
            "project",
            "intern",
            "retired",
            "employee",
        ]

    def test_somebody_new_without_a_unit_comes_with_a_doubt(self, bring):
        outcome = bring(["1", "陈静", "", "", ""])
        assert counts(outcome) == {"new": 1}
        assert len(outcome.warnings) == 1


class TestForms:
    def test_titles_two_row_headers_and_merged_cells_are_read(self, company, tmp_path):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["同辉集团 2026 年职工花名册"])
        sheet.merge_cells("A1:E1")
        sheet.append(["制表日期：2026-11-21"])
        sheet.append(["序号", "基本信息", None, "联系\n方式", "单位"])
        sheet.append([None, "姓名*", "工号（必填）", None, None])
        sheet.merge_cells("B3:C3")
        sheet.append([1, "陈静", 1001, 13800000001, "Team"])
        sheet.append([2, "罗青", 1002.0, "0731-88881234", "team"])
        sheet.append(["合计", 2])
        path = tmp_path / "two rows.xlsx"
        book.save(path)
        outcome = import_people(actor=CONSOLE, path=path, today=clock.today())
        assert counts(outcome) == {"new": 2}
        assert find_person("1001").phone == "13800000001"
        assert find_person("1002").home.code == "team"

    @pytest.mark.parametrize(
        "written",
        [
            date(1985, 11, 14), datetime(1985, 11, 14, 8, 30), 31365, "1985-11-14", "1985/11/14", "1985.11.14",  # noqa: DTZ001
            "19851114", 19851114, "1985年11月14日",
        ],
    )  # fmt: skip
    def test_a_birthday_is_read_in_all_its_forms(self, bring, written):
        bring(["1", "罗青", "Team", written], header=["工号", "姓名", "部门", "出生日期"])
        assert find_person("1").born_on == date(1985, 11, 14)

    def test_an_old_identity_number_is_the_same_as_the_new_one(self, bring):
        bring(["1", "陈静", "Team", OLD_WOMAN, ""])
        assert counts(bring(["1", "陈静", "Team", WOMAN, ""])) == {"unchanged": 1}

    def test_all_sheets_that_hold_a_roster_are_read_and_the_others_left(self, bring):
        sheets = {
            "一车间": [HEADER, ["1", "陈静", "Team", "", ""]],
            "说明": [["填写说明"], ["请勿修改表头"]],
            "二车间": [["标题"], HEADER, ["2", "罗青", "Shop", "", ""], ["1", "罗青", "Shop", "", ""]],
        }
        outcome = bring(sheets=sheets)
        assert counts(outcome) == {"new": 2, "rejected": 1}
        assert (outcome.rejected[0].sheet, outcome.rejected[0].row) == ("二车间", 4)

    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("team", "team"), ("TEAM", "team"), (" Team ", "team"), ("Group/Plant/Shop/Team", "team"),
            ("Group-Shop-Team", "team"), ("Plant＞Store", "store"), ("Plant、Store", "store"), ("Branch", "shop"),
            ("Group-Team|Group-Sales", "team"),
        ],
    )  # fmt: skip
    def test_a_unit_is_found_by_code_name_path_or_by_what_serves_it(self, bring, written, code):
        assert counts(bring(["1", "陈静", written, "", ""])) == {"new": 1}
        assert find_person("1").home.code == code

    def test_an_ambiguous_name_is_refused_and_its_path_is_not(self, company, bring):
        for unit in ("team", "sales"):
            company.units[unit].name = "A-1班"
            company.units[unit].save()
        outcome = bring(
            ["1", "陈静", "A-1班", "", ""], ["2", "罗青", "Shop/A-1班", "", ""], ["3", "何好", "Group-A-1班", "", ""]
        )
        assert reasons(outcome) == [(2, "部门")]
        assert find_person("2").home.code == "team"
        assert find_person("3").home.code == "sales"

    def test_a_code_column_counts_more_than_a_name(self, bring):
        outcome = bring(
            ["1", "陈静", "shop", "Team"], ["2", "罗青", "x9", "Team"], header=["工号", "姓名", "单位编码", "单位"]
        )
        assert reasons(outcome) == [(3, "单位编码")]
        assert find_person("1").home.code == "shop"


class TestWithoutStaffNumber:
    def test_they_get_a_number_and_are_found_again_by_what_the_row_has(self, bring):
        rows = [["", "陈静", "Team", WOMAN, ""], ["", "罗青", "Team", "", "13800000001"], ["", "何好", "Team", "", ""]]
        assert counts(bring(*rows)) == {"new": 3}
        assert sorted(Person.objects.values_list("staff_no", flat=True)) == ["T-00000001", "T-00000002", "T-00000003"]
        assert counts(bring(*rows)) == {"unchanged": 3}
        assert counts(bring(*rows, ["", "石磊", "Team", "", ""])) == {"unchanged": 3, "new": 1}
        assert find_person("T-00000004").name == "石磊"

    def test_the_same_name_is_another_person_where_phone_or_unit_differ(self, bring):
        outcome = bring(
            ["", "陈静", "Team", "", "13800000001"], ["", "陈静", "Team", "", "13800000002"],
            ["", "陈静", "Shop", "", ""], ["", "陈静", "Shop", "", ""],
        )  # fmt: skip
        assert counts(outcome) == {"new": 3, "duplicates": 1}

    def test_who_moved_is_found_by_name_and_phone(self, bring):
        bring(["", "陈静", "Team", "", "13800000001"])
        assert counts(bring(["", "陈静", "Sales", "", "13800000001"])) == {"moved": 1}

    def test_a_bare_name_that_several_bear_changes_nothing(self, bring):
        bring(["1", "陈静", "Team", "", ""], ["2", "陈静", "Team", "", ""])
        outcome = bring(["", "陈静", "Team", "", ""])
        assert counts(outcome) == {"unchanged": 1}
        assert len(outcome.warnings) == 1
