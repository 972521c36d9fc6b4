"""Importing in the browser: checked, looked at, brought in, taken back; by whom, how far, and what stays unsaid."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.town import FOUNDED, MAKER
from tongxin.core import clock
from tongxin.core.errors import BadInputError, ForbiddenError, NotFoundError, RuleBrokenError
from tongxin.journal.public import catch_up, newest_entries
from tongxin.organisation.importing import carrying_out
from tongxin.organisation.importing.carrying_out import advance_imports
from tongxin.organisation.importing.orders import order_apply, order_check, order_undo
from tongxin.organisation.models import ImportOrder, ImportRun, Person, Unit
from tongxin.organisation.public import appoint, register_person
from tongxin.organisation.reads.import_orders import access_order, result_of
from tongxin.organisation.tests.pages import signed_in, text_of
from tongxin.organisation.tests.rosters import WOMAN

OFFICER, EMPLOYEE, HEAD = "沈知夏", "何小满", "方砚"
PHONE = "13812345678"
ROSTER = f"工号,姓名,部门,身份证号,手机号\nN1,赵一,模修班,{WOMAN},{PHONE}\nN2,钱二,没有这个班,,\n"
UNITS = "单位编码,单位名称,单位类型,上级单位编码\nNEW1,新车间,车间,{above}\n"


def uploaded(town, text=ROSTER, by=OFFICER, what="people", name="名册.csv", **more):
    return order_check(actor=town.actor(by), what=what, file_name=name, sheet=text.encode(), **more)


def checked(town, *args, **more):
    order = uploaded(town, *args, **more)
    advance_imports()
    return fresh(order)


def brought(town, *args, by=OFFICER, **more):
    order = checked(town, *args, by=by, **more)
    order_apply(actor=town.actor(by), order=order)
    advance_imports()
    return fresh(order)


def fresh(order):
    return ImportOrder.objects.get(pk=order.pk)


def page_of(town, order, by=OFFICER):
    return text_of(signed_in(town.people[by]).get(reverse("organisation:import", args=[order.key])))


def officer_of(town, name, unit):
    """Let somebody be the officer of one part of the company."""
    appoint(
        actor=MAKER, person=town.people[name], unit=town.units[unit], code="department_officer", title="干事",
        from_on=FOUNDED,
    )  # fmt: skip


def broken(**_):
    raise ValueError(WOMAN)


class TestChecking:
    def test_a_check_counts_and_names_and_changes_nothing(self, town):
        people = Person.objects.count()
        order = checked(town)
        assert (order.state, order.outcome["new"], order.outcome["rejected"]) == ("checked", 1, 1)
        assert (Person.objects.count(), ImportRun.objects.count()) == (people, 0)
        [refused] = result_of(order)["rejected"]
        assert (refused["row"], refused["column"], refused["value"]) == (3, "部门", "没有这个班")

    def test_the_page_names_old_and_new_of_who_changes_and_never_a_number_of_his(self, town):
        number = town.people[EMPLOYEE].staff_no
        order = checked(town, f"工号,姓名,部门,身份证号,手机号\n{number},何小曼,总装事业部,{WOMAN},{PHONE}\n")
        page = page_of(town, order)
        assert "何小满 → 何小曼" in page
        assert "模修班 → 总装事业部" in page
        assert "identity number changed" in page
        assert WOMAN not in page + order.result
        assert PHONE not in page + order.result

    def test_a_number_in_a_wrong_column_or_a_wrong_number_stays_unsaid(self, town):
        wrong = WOMAN[:-1] + "1"
        order = checked(town, f"工号,姓名,部门,身份证号\nN1,赵一,{WOMAN},\nN2,钱二,模修班,{wrong}\n")
        assert order.outcome["rejected"] == 2
        page = page_of(town, order)
        assert WOMAN not in page
        assert wrong[:6] not in page

    def test_a_complete_roster_names_who_would_leave_and_warns_of_many(self, town):
        for number in range(4):
            register_person(
                actor=MAKER, name=f"旧人{number}", staff_no=f"OLD{number}", home=town.units["模修班"], from_on=FOUNDED
            )
        order = checked(town, complete=town.units["模修班"])
        page = page_of(town, order)
        assert order.outcome["left"] == 5
        assert all(name in page for name in ("旧人0", "旧人3", EMPLOYEE))
        assert "More than one in ten of the people there would leave" in page
        assert Person.objects.get(staff_no="OLD0").left_on is None

    def test_a_file_that_is_no_roster_is_refused_with_one_sentence_and_thrown_away(self, town):
        order = checked(town, "甲,乙\n1,2\n")
        assert (order.state, order.sheet) == ("failed", None)
        assert "姓名" in order.trouble

    def test_the_sentences_are_in_the_language_of_the_one_who_asked(self, town):
        client = signed_in(town.people[OFFICER])
        client.post(
            reverse("organisation:imports"),
            {"what": "people", "sheet": SimpleUploadedFile("a.csv", ROSTER.encode())},
            headers={"Accept-Language": "zh-CN"},
        )
        advance_imports()
        assert result_of(ImportOrder.objects.get())["rejected"][0]["reason"].startswith("没有")

    def test_what_breaks_unforeseen_says_nothing_of_a_row_in_the_log(self, town, monkeypatch, caplog):
        monkeypatch.setattr(carrying_out, "import_people", broken)
        order = checked(town)
        assert (order.state, order.sheet) == ("failed", None)
        assert "ValueError" in caplog.text
        assert WOMAN not in caplog.text


class TestBringingIn:
    def test_what_was_checked_is_brought_in_as_a_run_of_the_one_who_asked(self, town):
        order = brought(town)
        run = ImportRun.objects.get()
        assert (order.state, order.run_id, run.file_name) == ("applied", run.pk, "名册.csv")
        assert run.by == town.actor(OFFICER).label
        assert Person.objects.get(staff_no="N1").home == town.units["模修班"]
        assert order.sheet is None

    def test_units_come_in_their_line(self, town):
        order = brought(town, UNITS.format(above=town.units["车身事业部"].code), what="units", line="administrative")
        assert order.state == "applied"
        assert Unit.objects.get(code="NEW1").parent == town.units["车身事业部"]

    def test_it_is_brought_in_once(self, town):
        order = brought(town)
        with pytest.raises(RuleBrokenError):
            order_apply(actor=town.actor(OFFICER), order=order)

    def test_a_sheet_that_changes_nothing_is_not_brought_in(self, town):
        number = town.people[EMPLOYEE].staff_no
        order = checked(town, f"工号,姓名\n{number},{EMPLOYEE}\n")
        with pytest.raises(RuleBrokenError):
            order_apply(actor=town.actor(OFFICER), order=order)
        assert "Bring it in" not in page_of(town, order)

    def test_a_worker_that_died_midway_does_not_begin_again_by_itself(self, town):
        order = checked(town)
        order_apply(actor=town.actor(OFFICER), order=order)
        ImportOrder.objects.update(tries=1)
        advance_imports()
        assert fresh(order).state == "failed"
        assert ImportRun.objects.count() == 0

    def test_what_breaks_midway_names_the_run_that_holds_the_beginning(self, town, monkeypatch):
        order = checked(town, UNITS.format(above=town.units["车身事业部"].code), what="units", line="administrative")
        order_apply(actor=town.actor(OFFICER), order=order)
        monkeypatch.setattr("tongxin.organisation.importing.units.finish_units", broken)
        advance_imports()
        assert (fresh(order).state, fresh(order).run) == ("failed", ImportRun.objects.get())
        assert "can be taken back" in page_of(town, order)

    def test_another_one_waits_until_the_first_is_done(self, town):
        uploaded(town)
        with pytest.raises(RuleBrokenError) as refused:
            uploaded(town)
        assert "还在处理" in str(refused.value.message)


class TestTakingBack:
    def test_a_run_is_taken_back_in_the_background(self, town):
        run = brought(town).run
        order = order_undo(actor=town.actor(OFFICER), run_id=run.pk)
        advance_imports()
        assert (fresh(order).state, fresh(order).done) == ("undone", 1)
        assert not Person.objects.filter(staff_no="N1").exists()
        with pytest.raises(RuleBrokenError):
            order_undo(actor=town.actor(OFFICER), run_id=run.pk)

    def test_the_list_offers_only_the_last_run_and_names_who_brought_it_in(self, town):
        first = brought(town).run
        last = brought(
            town, ROSTER.replace("N1", "N7").replace("赵一", "孙七").replace(WOMAN, "").replace(PHONE, "")
        ).run
        page = text_of(signed_in(town.people[OFFICER]).get(reverse("organisation:imports")))
        assert reverse("organisation:undo-import", args=[last.pk]) in page
        assert reverse("organisation:undo-import", args=[first.pk]) not in page
        assert OFFICER in page

    def test_the_page_asks_first_and_then_orders_it(self, town):
        run, client = brought(town).run, signed_in(town.people[OFFICER])
        address = reverse("organisation:undo-import", args=[run.pk])
        assert "Take it back" in text_of(client.get(address))
        assert ImportOrder.objects.filter(state="undo").count() == 0
        assert client.post(address).status_code == 302
        assert ImportOrder.objects.filter(state="undo").count() == 1


class TestWhoMay:
    def test_nobody_without_the_right_orders_anything(self, town):
        with pytest.raises(ForbiddenError):
            uploaded(town, by=EMPLOYEE)
        assert signed_in(town.people[EMPLOYEE]).get(reverse("organisation:imports")).status_code == 403

    def test_rows_beyond_the_reach_are_refused_and_stay_as_they_are(self, town):
        officer_of(town, HEAD, "车身事业部")
        beyond = town.people["魏东来"]
        text = f"工号,姓名,部门\n{beyond.staff_no},魏东来,模修班\nN5,周五,总装事业部\nN6,吴六,模修班\n"
        order = brought(town, text, by=HEAD)
        assert (order.outcome["new"], order.outcome["rejected"]) == (1, 2)
        assert Person.objects.get(pk=beyond.pk).home == town.units["总装事业部"]
        assert not Person.objects.filter(staff_no="N5").exists()

    @pytest.mark.parametrize("unit", ["总装事业部", "同辉集团", "冲压一车间党支部"])
    def test_nobody_lets_leave_whom_he_does_not_reach(self, town, unit):
        officer_of(town, HEAD, "车身事业部")
        with pytest.raises(BadInputError):
            uploaded(town, by=HEAD, complete=town.units[unit])

    def test_whoever_lost_the_right_meanwhile_brings_in_nothing(self, town):
        officer_of(town, HEAD, "车身事业部")
        order = checked(town, by=HEAD)
        order_apply(actor=town.actor(HEAD), order=order)
        town.people[HEAD].left_on = FOUNDED
        town.people[HEAD].save()
        advance_imports()
        assert fresh(order).state == "failed"
        assert not Person.objects.filter(staff_no="N1").exists()

    def test_order_and_run_of_somebody_else_do_not_exist(self, town):
        officer_of(town, HEAD, "同辉集团")
        order = brought(town)
        with pytest.raises(NotFoundError):
            access_order(actor=town.actor(HEAD), key=order.key)
        with pytest.raises(NotFoundError):
            order_undo(actor=town.actor(HEAD), run_id=order.run_id)
        client = signed_in(town.people[HEAD])
        assert client.get(reverse("organisation:import", args=[order.key])).status_code == 404
        assert client.post(reverse("organisation:import-refusals", args=[order.key])).status_code == 404
        assert order.file_name not in text_of(client.get(reverse("organisation:imports")))


class TestWhatIsKept:
    def test_the_file_lies_encrypted(self, town):
        order = uploaded(town)
        stored = bytes(ImportOrder.objects.values_list("sheet", flat=True).get())
        assert "赵一".encode() not in stored
        assert fresh(order).take_up() == ROSTER.encode()

    def test_all_of_it_is_gone_after_a_day(self, town):
        order = checked(town)
        ImportOrder.objects.update(until=clock.now() - timedelta(seconds=1))
        with pytest.raises(NotFoundError):
            access_order(actor=town.actor(OFFICER), key=order.key)
        advance_imports()
        assert not ImportOrder.objects.exists()

    def test_uploading_and_taking_the_refused_rows_are_noted(self, town):
        order = checked(town)
        answer = signed_in(town.people[OFFICER]).post(reverse("organisation:import-refusals", args=[order.key]))
        assert answer.status_code == 200
        catch_up()
        kinds = {entry.kind for entry in newest_entries(limit=50)}
        assert {"organisation.sheet_uploaded", "organisation.refusals_taken"} <= kinds
