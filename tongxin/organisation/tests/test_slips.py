"""Slips with sign-in codes for a whole unit: who gets one, who is left out, and that they are told once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.town import FOUNDED, MAKER
from tongxin.accounts.models import SignInCode, User
from tongxin.accounts.public import close_account
from tongxin.accounts.sign_in import check_secret
from tongxin.core import clock
from tongxin.core.errors import BadInputError, ForbiddenError, NotFoundError, RuleBrokenError
from tongxin.inbox.models import Notice
from tongxin.journal.public import catch_up, entries_about, newest_entries
from tongxin.organisation.models import CodeRun, Grant, Person
from tongxin.organisation.public import appoint, delegate, give_code, register_person
from tongxin.organisation.reads.newcomers import need_two_persons, teams_of
from tongxin.organisation.writes import code_runs
from tongxin.organisation.writes.code_runs import (
    access_run,
    advance_runs,
    forget_codes,
    go_on,
    is_readable,
    order_codes,
)
from tongxin.organisation.writes.people import person_leaves

SYSTEM, SECURITY, AUDIT, HANDLER, EMPLOYEE, OFFICER = "周守一", "吴静言", "郑明察", "李桐", "何小满", "沈知夏"
WHY = "车间首次登录"
NEW = "a new sentence of mine"


def ordered(town, unit="车身事业部", by=SYSTEM, **more):
    return order_codes(actor=town.actor(by), unit=town.units[unit], **({"days": 14, "reason": WHY} | more))


def made(town, **more):
    run = ordered(town, **more)
    advance_runs()
    return CodeRun.objects.select_related("unit", "by").get(pk=run.pk)


def told(run):
    return {slip.number: slip.code for team in teams_of(run) for slip in team.slips}


def enters(number, secret):
    return check_secret(number, secret)


class TestWhoGetsOne:
    def test_everybody_below_the_unit_without_a_password_enters_with_the_code_on_his_slip(self, plant):
        slips = told(made(plant))
        assert set(slips) == {"N赵一", "N钱二", "N孙三"}
        assert [enters(number, code.lower()).code.batch for number, code in slips.items()] == [
            CodeRun.objects.get().key
        ] * 3
        assert enters("N赵一", slips["N钱二"]) is None

    def test_they_lie_on_one_page_a_unit(self, plant):
        teams = [(team.name, len(team.slips)) for team in teams_of(made(plant))]
        assert teams == [("同辉集团 / 车身事业部 / 冲压一车间", 1), ("同辉集团 / 车身事业部 / 冲压一车间 / 模修班", 2)]

    def test_who_has_a_password_gets_none(self, plant):
        made(plant)
        assert not SignInCode.objects.filter(user=plant.people[EMPLOYEE].user).exists()

    def test_who_chose_a_password_with_it_gets_no_second_one(self, client, plant):
        number, code = next(iter(told(made(plant)).items()))
        client.post("/sign-in", {"name": number, "password": code})
        client.post("/me/notice", {"version": "3"})
        client.post("/me/password", {"password": NEW})
        assert (enters(number, NEW).code, enters(number, code)) == (None, None)
        run = made(plant, again=True)
        assert number not in told(run)
        assert run.made == 2

    def test_who_has_left_gets_none_and_a_printed_one_of_his_is_told_no_more(self, plant):
        run = made(plant)
        person_leaves(actor=MAKER, person=plant.people["赵一"], day=clock.today())
        assert "N赵一" not in told(run)
        assert enters("N赵一", "anything") is None

    def test_a_closed_account_gets_none_and_is_named(self, plant):
        made(plant)
        user = Person.objects.get(staff_no="N赵一").user
        close_account(actor=MAKER, user=user)
        run = made(plant, again=True)
        assert "N赵一" not in told(run)
        assert not SignInCode.objects.filter(user=user, ended_at=None).exists()

    def test_a_number_that_belongs_to_another_account_is_passed_over(self, plant):
        User.objects.create(number="N赵一")
        assert set(told(made(plant))) == {"N钱二", "N孙三"}

    def test_phones_find_the_new_accounts_unless_they_sign_in_somebody_else(self, plant):
        for name in ("赵一", "钱二"):
            Person.objects.filter(name=name).update(phone_index="same")
        made(plant)
        indexes = (
            User.objects.filter(number__in=["N赵一", "N钱二"]).order_by("pk").values_list("phone_index", flat=True)
        )
        assert list(indexes) == ["same", None]


class TestGuarded:
    @pytest.mark.parametrize("how", ["post", "later post", "grant", "delegation"])
    def test_who_needs_two_persons_is_left_out_and_named(self, plant, how):
        person, unit, today = plant.people["赵一"], plant.units["模修班"], clock.today()
        if how == "post":
            appoint(actor=MAKER, person=person, unit=unit, code="handler", title="经办人", from_on=FOUNDED)
        elif how == "later post":
            later = today + timedelta(days=5)
            appoint(actor=MAKER, person=person, unit=unit, code="handler", title="经办人", from_on=later)
        elif how == "grant":
            Grant.objects.create(
                person=person, role="handler", unit=unit, reason="x", from_on=today, to_on=today + timedelta(days=9)
            )
        else:
            last, home = today + timedelta(days=9), plant.units["后勤保障部"]
            delegate(actor=plant.actor(HANDLER), taker=person, role="handler", unit=home, reason="休假", last_on=last)
        assert set(told(made(plant))) == {"N钱二", "N孙三"}
        assert [one.name for one in need_two_persons(unit, plant.actor(SYSTEM))] == ["赵一"]
        assert User.objects.filter(number="N赵一").count() == 0

    def test_an_account_opened_by_a_slip_is_vouched_for_by_nobody(self, client, plant):
        number, code = next(iter(told(made(plant)).items()))
        client.post("/sign-in", {"name": number, "password": code})
        client.post("/me/notice", {"version": "3"})
        client.post("/me/password", {"password": NEW})
        assert User.objects.get(number=number).vouched is False


class TestOneCodeAPerson:
    def test_who_holds_a_code_is_passed_over_unless_asked_for(self, plant):
        single = give_code(actor=plant.actor(SYSTEM), person=plant.people["赵一"], reason="x").shown
        assert "N赵一" not in told(made(plant))
        assert enters("N赵一", single)
        assert "N赵一" in told(made(plant, again=True))
        assert enters("N赵一", single) is None
        assert SignInCode.objects.filter(ended_at=None).count() == 3

    def test_a_later_single_code_ends_that_of_the_slip(self, plant):
        run = made(plant)
        code = told(run)["N赵一"]
        give_code(actor=plant.actor(SYSTEM), person=Person.objects.get(staff_no="N赵一"), reason="lost")
        assert (enters("N赵一", code), "N赵一" in told(run)) == (None, False)

    def test_a_run_that_was_broken_off_goes_on_where_it_was(self, plant, monkeypatch):
        monkeypatch.setattr(code_runs, "STEP", 1)
        run = go_on(go_on(ordered(plant)))
        assert (run.made, run.finished_at) == (2, None)
        advance_runs()
        run.refresh_from_db()
        assert (run.made, run.finished_at is not None, len(told(run))) == (3, True, 3)
        assert SignInCode.objects.count() == 3
        assert go_on(run).made == 3

    def test_the_code_counts_to_its_last_day(self, plant, frozen):
        run = made(plant, days=7)
        with clock.at(frozen + timedelta(days=7)):
            assert enters("N赵一", told(run)["N赵一"])
        with clock.at(frozen + timedelta(days=8)):
            assert enters("N赵一", told(run)["N赵一"]) is None


class TestNothingLies:
    def test_no_row_holds_a_code_or_the_seed_in_the_open(self, plant):
        run = made(plant)
        stored = str(list(SignInCode.objects.values())) + str(list(CodeRun.objects.values()))
        assert run.seed not in stored
        assert not any(code in stored or code.replace("-", "") in stored for code in told(run).values())

    def test_after_the_word_that_they_are_printed_nothing_tells_the_codes(self, plant):
        run = made(plant)
        code = told(run)["N赵一"]
        forget_codes(actor=plant.actor(SYSTEM), run=run)
        run.refresh_from_db()
        assert (run.seed, is_readable(run)) == ("", False)
        assert enters("N赵一", code)

    def test_after_an_hour_nothing_tells_them_either(self, plant, frozen):
        run = made(plant)
        with clock.at(frozen + timedelta(minutes=61)):
            assert not is_readable(run)
            advance_runs()
        run.refresh_from_db()
        assert (run.seed, run.failed) == ("", "")

    def test_the_same_seed_tells_each_account_another_code(self, plant):
        assert len(set(told(made(plant)).values())) == 3


class TestReach:
    @pytest.mark.parametrize("who", [SECURITY, AUDIT, OFFICER, HANDLER, EMPLOYEE])
    def test_only_who_manages_accounts_orders(self, plant, who):
        with pytest.raises(ForbiddenError):
            ordered(plant, by=who)

    def test_a_unit_of_another_line_has_no_newcomers(self, plant):
        with pytest.raises(BadInputError):
            ordered(plant, unit="冲压一车间党支部")

    def test_an_officer_of_one_unit_gives_none_elsewhere(self, plant, monkeypatch):
        reached = plant.units["车身事业部"].pk
        monkeypatch.setattr(code_runs, "reaches", lambda _actor, _right, unit_id: unit_id == reached)
        with pytest.raises(BadInputError):
            ordered(plant, unit="总装事业部")

    def test_who_lost_the_right_meanwhile_gets_no_codes(self, plant, monkeypatch):
        monkeypatch.setattr(code_runs, "STEP", 1)
        run = go_on(ordered(plant))
        Grant.objects.filter(person=plant.people[SYSTEM]).delete()
        advance_runs()
        run.refresh_from_db()
        assert (run.failed, run.seed, run.made) == ("no_right", "", 1)

    def test_another_administrator_sees_nothing_of_it(self, plant):
        run = made(plant)
        with pytest.raises(NotFoundError):
            access_run(actor=plant.actor(SECURITY), key=run.key)

    @pytest.mark.parametrize("days", [0, 1, 31, 365])
    def test_a_code_counts_no_longer_than_thirty_days(self, plant, days):
        with pytest.raises(BadInputError):
            ordered(plant, days=days)

    def test_one_order_at_a_time(self, plant):
        ordered(plant)
        with pytest.raises(RuleBrokenError):
            ordered(plant)

    def test_too_many_for_paper_are_sent_to_the_server(self, plant, monkeypatch):
        monkeypatch.setattr(code_runs, "MOST_ON_PAPER", 2)
        with pytest.raises(BadInputError):
            ordered(plant)


class TestTheJournal:
    def test_one_fact_an_order_and_one_a_person(self, plant):
        run = made(plant)
        (order,) = entries_about(f"organisation.code_run:{run.pk}")
        assert (order.kind, order.data["people"], order.unit_id) == ("organisation.codes_ordered", 3, run.unit_id)
        user = Person.objects.get(staff_no="N赵一").user_id
        kinds = [(entry.kind, entry.actor) for entry in entries_about(f"accounts.user:{user}")]
        by = plant.actor(SYSTEM).label
        assert sorted(kinds) == [("accounts.account_opened", by), ("accounts.code_issued", by)]

    def test_who_cannot_sign_in_yet_is_sent_no_notice(self, plant):
        made(plant)
        catch_up()
        assert not Notice.objects.filter(kind="accounts.code_issued").exists()


class TestPages:
    def test_from_the_order_to_the_paper(self, client, plant):
        plant.enter(client, SYSTEM)
        sent = client.post(reverse("organisation:slips"), {"unit": "车身事业部", "days": "14", "reason": WHY})
        page = client.get(sent["Location"]).content.decode()
        assert "hx-get" in page
        advance_runs()
        assert "hx-get" not in client.get(sent["Location"], headers={"HX-Request": "true"}).content.decode()
        key = CodeRun.objects.get().key
        shown = client.post(reverse("organisation:tell-slips", args=[key]))
        text = shown.content.decode()
        codes = told(CodeRun.objects.get())
        assert all(code in text for code in codes.values())
        assert (shown["Cache-Control"], "这张纸条只归你一个人用" in text) == ("no-store", True)
        assert newest_entries(kind="organisation.codes_told")
        client.post(reverse("organisation:forget-slips", args=[key]))
        assert client.post(reverse("organisation:tell-slips", args=[key])).status_code == 404
        assert not any(code in client.get(sent["Location"]).content.decode() for code in codes.values())

    def test_a_refusal_stands_beside_what_was_typed(self, client, plant):
        plant.enter(client, SYSTEM)
        page = client.post(reverse("organisation:slips"), {"unit": "后勤保障部", "days": "14", "reason": WHY})
        assert (page.status_code, WHY in page.content.decode()) == (422, True)

    def test_many_people_cost_no_more_queries(self, client, plant, django_assert_max_num_queries):
        run = made(plant)
        with django_assert_max_num_queries(5) as few:
            told(run)
        for number in range(30):
            register_person(
                actor=MAKER, name=f"新{number}", staff_no=f"M{number}", home=plant.units["模修班"], from_on=FOUNDED
            )
        more = made(plant, unit="模修班")
        with django_assert_max_num_queries(len(few)):
            assert len(told(more)) == 30
