"""Rosters brought in: every row is counted once, every refused row is named with its reason."""

from datetime import date

import pytest
from django.db import connection

from tongxin.core import clock
from tongxin.core.errors import BadInputError, ForbiddenError, RuleBrokenError
from tongxin.journal.public import entries_about
from tongxin.organisation.importing.runs import import_runs
from tongxin.organisation.importing.undoing import undo_import
from tongxin.organisation.models import ImportRun, Membership, Person, RunChange
from tongxin.organisation.reads.people import find_person, label
from tongxin.organisation.rights import actor_for
from tongxin.organisation.tests.cast import found_company
from tongxin.organisation.tests.rosters import CONSOLE, MAN, WOMAN, bringer, counts, reasons
from tongxin.organisation.writes.accounts import give_account
from tongxin.organisation.writes.memberships import join_unit
from tongxin.sheets.public import UnreadableError

pytestmark = pytest.mark.django_db


@pytest.fixture
def company():
    return found_company()


@pytest.fixture
def bring(company, tmp_path):
    return bringer(tmp_path)


class TestComing:
    def test_new_people_work_in_their_units_with_everything_the_row_says(self, bring):
        outcome = bring(["001", "陈 静", "Team", WOMAN, "138 0000 0001"])
        person = find_person("001")
        assert counts(outcome) == {"new": 1}
        assert (person.name, person.home.code, person.sex, person.born_on) == ("陈静", "team", "f", date(1949, 12, 31))
        assert (person.national_id, person.phone) == (WOMAN, "13800000001")
        assert Membership.objects.get(person=person).from_on == clock.today()

    def test_numbers_lie_sealed_also_in_what_a_run_keeps(self, bring):
        bring(["001", "陈静", "Team", WOMAN, "13800000001"])
        bring(["001", "陈静", "Team", MAN, "13900000002"])
        with connection.cursor() as cursor:
            cursor.execute("SELECT national_id, phone FROM organisation_person")
            stored = str(cursor.fetchall())
            cursor.execute("SELECT before FROM organisation_runchange")
            stored += str(cursor.fetchall())
        for number in (WOMAN, MAN, "13800000001", "13900000002"):
            assert number not in stored

    def test_a_second_import_of_the_same_file_changes_nothing(self, bring):
        rows = [["001", "陈静", "Team", WOMAN, "13800000001"], ["002", "罗青", "Shop", "", ""]]
        bring(*rows)
        changes = RunChange.objects.count()
        assert counts(bring(*rows)) == {"unchanged": 2}
        assert RunChange.objects.count() == changes

    def test_a_dry_run_counts_like_the_real_one_and_writes_nothing(self, bring):
        rows = [
            ["001", "陈静", "Team", WOMAN, ""],
            ["001", "陈静", "Shop", WOMAN, ""],
            ["", "罗青", "Shop", "", ""],
            ["3", "", "", "", ""],
        ]
        dry = bring(*rows, dry_run=True)
        assert (Person.objects.count(), ImportRun.objects.count()) == (0, 0)
        assert counts(bring(*rows)) == counts(dry) == {"new": 2, "moved": 1, "rejected": 1}

    def test_blank_cells_change_nothing_and_filled_ones_do(self, bring):
        bring(["001", "陈静", "Team", WOMAN, "13800000001"])
        assert counts(bring(["001", "陈静", "", "", ""])) == {"unchanged": 1}
        assert counts(bring(["001", "陈静", "", "", "13900000002"])) == {"changed": 1}
        assert find_person("001").phone == "13900000002"

    def test_who_changes_unit_has_moved_also_when_other_things_changed(self, bring):
        bring(["001", "陈静", "Team", "", ""])
        Membership.objects.update(from_on="2020-01-01")
        assert counts(bring(["001", "陈晶", "Sales", "", ""])) == {"moved": 1}
        person = find_person("001")
        spans = Membership.objects.filter(person=person).order_by("from_on").values_list("unit__code", "to_on")
        assert list(spans) == [("team", clock.today()), ("sales", date(9999, 12, 31))]
        assert (person.name, person.home.code) == ("陈晶", "sales")
        assert "organisation.transferred" in [entry.kind for entry in entries_about(label(person))]

    def test_a_move_on_the_day_of_coming_corrects_the_entry(self, bring):
        bring(["001", "陈静", "Team", "", ""])
        bring(["001", "陈静", "Sales", "", ""])
        assert [one.unit.code for one in Membership.objects.all()] == ["sales"]


class TestRefusing:
    @pytest.mark.parametrize(
        ("row", "column"),
        [
            (["1", "", "Team", "", ""], "姓名"), (["1", "陈静", "Nowhere", "", ""], "部门"),
            (["1", "陈静", "Team", WOMAN[:-1] + "1", ""], "身份证号"),
            (["1", "陈静", "Team", 4.30102e17, ""], "身份证号"),
            (["1", "陈静", "Team", "110105194913310029", ""], "身份证号"),
            (["1", "陈静", "Team", "43xxxxxxxxx", ""], "身份证号"),
            (["1", "陈" * 61, "Team", "", ""], "姓名"),
        ],
    )  # fmt: skip
    def test_a_row_is_refused_with_its_number_and_column(self, bring, row, column):
        outcome = bring(["0", "何好", "Team", "", ""], row)
        assert reasons(outcome) == [(3, column)]
        assert counts(outcome) == {"new": 1, "rejected": 1}

    def test_a_refused_identity_number_is_masked(self, bring):
        refusal = bring(["1", "陈静", "Team", WOMAN[:-1] + "1", ""]).rejected[0]
        assert refusal.value == "110*************21"

    def test_a_row_with_several_faults_is_refused_once(self, bring):
        assert len(bring(["1", "", "Nowhere", "1", "1"]).rejected) == 1

    @pytest.mark.parametrize(
        ("second", "column"),
        [
            (["1", "罗青", "Team", "", ""], "工号"), (["2", "罗青", "Team", WOMAN, ""], "身份证号"),
            (["1", "陈静", "Team", MAN, ""], "工号"), (["2", "陈静", "Team", WOMAN, ""], "身份证号"),
        ],
    )  # fmt: skip
    def test_a_number_that_an_earlier_row_gives_to_somebody_else_is_refused(self, bring, second, column):
        outcome = bring(["1", "陈静", "Team", WOMAN, ""], second)
        assert reasons(outcome) == [(3, column)]

    def test_a_refused_row_still_gives_its_number_to_its_person(self, bring):
        outcome = bring(["1", "陈静", "Nowhere", "", ""], ["1", "罗青", "Team", "", ""], ["1", "陈静", "Team", "", ""])
        assert reasons(outcome) == [(2, "部门"), (3, "工号")]
        assert find_person("1").name == "陈静"

    def test_the_same_person_again_is_a_duplicate_and_with_other_content_a_change(self, bring):
        row = ["1", "陈静", "Team", WOMAN, ""]
        outcome = bring(row, row, ["1", "陈静", "", "", ""], ["1", "陈静", "Shop", WOMAN, ""])
        assert counts(outcome) == {"new": 1, "duplicates": 2, "moved": 1}
        assert [warning.row for warning in outcome.warnings] == [5]
        assert find_person("1").home.code == "shop"

    def test_numbers_of_two_different_people_do_not_make_one(self, bring):
        bring(["1", "陈静", "Team", WOMAN, ""], ["2", "罗青", "Team", MAN, ""])
        assert reasons(bring(["1", "陈静", "Team", MAN, ""])) == [(2, "工号")]

    def test_a_staff_number_does_not_pass_to_another_name_with_another_identity_number(self, bring):
        bring(["1", "陈静", "Team", WOMAN, ""])
        assert reasons(bring(["1", "罗青", "Team", MAN, ""])) == [(2, "工号")]
        assert find_person("1").name == "陈静"

    def test_who_changed_number_is_found_by_the_identity_number_and_signs_in_by_the_new_one(self, bring):
        bring(["1", "陈静", "Team", WOMAN, ""])
        person = give_account(actor=CONSOLE, person=find_person("1"), password="long enough 7")
        assert counts(bring(["9", "陈静", "Team", WOMAN, ""])) == {"changed": 1}
        assert find_person("9") == person
        assert find_person("9").user.number == "9"

    def test_a_file_without_people_is_refused_as_a_whole(self, bring):
        with pytest.raises(UnreadableError):
            bring(header=["日期", "金额"])


class TestCompleteRosters:
    def test_who_is_missing_below_the_unit_has_left_and_nobody_else(self, bring):
        bring(["1", "陈静", "Team", "", ""], ["2", "罗青", "Shop", "", ""], ["3", "何好", "Sales", "", ""])
        outcome = bring(["1", "陈静", "Team", "", ""], complete_unit="plant")
        assert counts(outcome) == {"unchanged": 1, "left": 1}
        assert find_person("2").left_on == clock.today()
        assert find_person("3").left_on is None

    def test_a_refused_row_does_not_make_its_person_leave(self, bring):
        bring(["1", "陈静", "Team", "", ""], ["2", "罗青", "Team", "", ""])
        outcome = bring(["1", "陈静", "Nowhere", "", ""], ["", "罗青", "Nowhere", "", ""], complete_unit="plant")
        assert counts(outcome) == {"rejected": 2}

    def test_who_left_comes_back_with_a_later_roster(self, bring):
        bring(["1", "陈静", "Team", "", ""])
        bring(["2", "罗青", "Team", "", ""], complete_unit="team")
        assert counts(bring(["1", "陈静", "Team", "", ""])) == {"changed": 1}
        person = find_person("1")
        assert person.left_on is None
        assert Membership.objects.on(clock.today()).filter(person=person).count() == 1

    def test_an_unknown_unit_is_refused(self, bring):
        with pytest.raises(BadInputError):
            bring(["1", "陈静", "Team", "", ""], complete_unit="nowhere")


class TestRights:
    def test_an_officer_brings_in_people_of_his_subtree_only(self, company, bring):
        officer = company.officer("plant")
        outcome = bring(
            ["1", "陈静", "Team", "", ""], ["2", "罗青", "Sales", "", ""], ["3", "何好", "", "", ""], actor=officer
        )
        assert counts(outcome) == {"new": 1, "rejected": 2}

    def test_he_takes_nobody_away_from_elsewhere(self, company, bring):
        bring(["1", "陈静", "Sales", "", ""])
        assert counts(bring(["1", "陈静", "Team", "", ""], actor=company.officer("plant"))) == {"rejected": 1}

    def test_without_the_right_nothing_is_read(self, company, bring):
        with pytest.raises(ForbiddenError):
            bring(["1", "陈静", "Team", "", ""], actor=actor_for(company.hire("He")))


class TestTakingBack:
    def test_new_people_are_gone_and_changed_ones_as_before(self, bring):
        bring(["1", "陈静", "Team", WOMAN, "13800000001"])
        Membership.objects.update(from_on="2020-01-01")
        bring(["1", "陈静", "Sales", MAN, "13900000002"], ["2", "罗青", "Team", "", ""])
        assert undo_import(actor=CONSOLE, run_id=import_runs()[0].pk) == 2
        person = find_person("1")
        assert find_person("2") is None
        assert (person.name, person.home.code, person.national_id, person.phone) == (
            "陈静",
            "team",
            WOMAN,
            "13800000001",
        )
        assert [one.unit.code for one in Membership.objects.on(clock.today())] == ["team"]

    def test_who_left_is_back(self, bring):
        bring(["1", "陈静", "Team", "", ""], ["2", "罗青", "Team", "", ""])
        bring(["1", "陈静", "Team", "", ""], complete_unit="team")
        undo_import(actor=CONSOLE, run_id=import_runs()[0].pk)
        assert find_person("2").left_on is None
        assert Membership.objects.on(clock.today()).count() == 2

    def test_whoever_has_something_later_stays(self, company, bring):
        bring(["1", "陈静", "Team", "", ""], ["2", "罗青", "Team", "", ""])
        join_unit(actor=CONSOLE, person=find_person("1"), unit=company.units["branch"])
        assert undo_import(actor=CONSOLE, run_id=import_runs()[0].pk) == 1
        assert find_person("1") is not None

    def test_only_the_last_run_is_taken_back_and_only_once(self, bring):
        bring(["1", "陈静", "Team", "", ""])
        bring(["2", "罗青", "Team", "", ""])
        last, first = import_runs()
        with pytest.raises(RuleBrokenError):
            undo_import(actor=CONSOLE, run_id=first.pk)
        undo_import(actor=CONSOLE, run_id=last.pk)
        with pytest.raises(RuleBrokenError):
            undo_import(actor=CONSOLE, run_id=last.pk)
        assert undo_import(actor=CONSOLE, run_id=first.pk) == 1
        assert Person.objects.count() == 0
