from datetime import date, timedelta

import pytest

from tests.town import MAKER
from tongxin.casework.public import hand_on_case, stop_case_clock
from tongxin.casework.reads import passing
from tongxin.casework.rights import visible_cases
from tongxin.casework.tasks import escalate_task, pass_up_task
from tongxin.casework.tests.stories import (
    HANDLER,
    OFFICER,
    RAISER,
    SECOND,
    accepted,
    afresh,
    last_entry,
    raised,
    recorded,
    terms_of,
)
from tongxin.core import clock
from tongxin.core.errors import ForbiddenError
from tongxin.inbox.models import Notice
from tongxin.journal.public import catch_up
from tongxin.organisation.models import Post
from tongxin.organisation.public import dissolve_unit, end_post, person_leaves

# Raised on Monday the 16th: to be accepted by Wednesday the 18th; three working days later is Monday the 23rd.
FRIDAY, SUNDAY, MONDAY = (timedelta(days=days) for days in (4, 6, 7))
ABOVE = "白露"


def passed_up_at(moment):
    with clock.at(moment):
        return pass_up_task()


@pytest.mark.parametrize("mode", ["named", "handler_only"])
def test_what_nobody_accepts_goes_up_to_the_next_unit_with_a_handler(town, frozen, mode):
    case = raised(town, mode=mode)
    before = terms_of(case)["answer", 1].due_on
    assert passed_up_at(frozen + MONDAY) == 1
    case, terms = afresh(case), terms_of(case)
    assert (case.unit.name, case.status, case.handler) == ("同辉集团", "raised", None)
    assert (terms["accept", 1].due_on, terms["answer", 1].due_on) == (date(2026, 3, 25), before)
    assert visible_cases(town.actor(ABOVE)).filter(pk=case.pk).exists()
    assert not visible_cases(town.actor(SECOND)).filter(pk=case.pk).exists()


def test_the_thread_says_why_it_went_up_and_both_sides_are_told(town, frozen):
    case = raised(town)
    passed_up_at(frozen + MONDAY)
    catch_up()
    step = case.messages.get(step="hand_on")
    assert (step.data["former"], step.data["unit"], step.data["why"]) == ("后勤保障部", "同辉集团", "late")
    notices = Notice.objects.filter(about=case.label, kind__in=["casework.handed_on", "casework.new"]).order_by("pk")
    assert {(notice.kind, notice.person.name) for notice in notices} >= {
        ("casework.handed_on", RAISER),
        ("casework.new", ABOVE),
    }
    assert last_entry(case, "case_handed_on").actor == "system:escalation"


@pytest.mark.parametrize("moment", [FRIDAY, SUNDAY, MONDAY + timedelta(hours=9)], ids=["too soon", "Sunday", "19:00"])
def test_it_stays_until_three_working_days_past_the_day_and_moves_in_working_hours_only(town, frozen, moment):
    case = raised(town)
    assert passed_up_at(frozen + moment) == 0
    assert afresh(case).unit.name == "后勤保障部"


def test_what_somebody_has_in_hand_stays_there(town, frozen):
    case = accepted(town)
    assert passed_up_at(frozen + MONDAY * 4) == 0
    assert afresh(case).handler.name == HANDLER


def days_until(town, case, unit, *, days=99, jobs=(pass_up_task,)):
    """Return after how many days the case is with a unit, or None."""
    start = clock.now()
    for day in range(1, days):
        with clock.at(start + timedelta(days=day)):
            for job in jobs:
                job()
        if afresh(case).unit.name == unit:
            return day
    return None


@pytest.mark.parametrize("about", ["", ABOVE])
def test_it_goes_up_alike_whoever_is_kept_away_there_and_at_the_top_it_stays(town, about):
    case = raised(town, about=about)
    assert days_until(town, case, "同辉集团") == 7
    with clock.at(clock.now() + timedelta(days=60)):
        assert pass_up_task() == 0


@pytest.mark.parametrize("about", ["", "甲"])
def test_no_unit_on_the_way_up_is_passed_over(town, about):
    town.hire("甲", "冲压一车间", ("handler", "冲压一车间"))
    town.hire("乙", "模修班", ("handler", "模修班"))
    case = raised(town, by="魏东来", mode="handler_only", category="other", about=about)
    assert days_until(town, case, "冲压一车间") == 7
    assert days_until(town, case, "同辉集团") == 14


@pytest.mark.parametrize(("by", "about"), [(RAISER, ""), ("程思源", ""), (RAISER, "程思源")])
def test_the_unit_of_a_case_for_the_handler_only_does_not_say_whom_it_is_about(town, by, about):
    case = raised(town, by=by, about=about, mode="handler_only", category="pay", body="加班费三个月没有发。")
    assert case.unit.name == "人力资源部"


def test_a_case_handed_to_the_one_it_is_about_reaches_somebody_who_can_take_it(town, frozen):
    case = accepted(town, about="程思源")
    with clock.at(frozen + timedelta(days=2)):
        hand_on_case(actor=town.actor(HANDLER), key=case.key, unit=town.units["人力资源部"], reason="属于人事")
    assert days_until(town, case, "同辉集团") == 9


def test_a_clock_that_stands_runs_again_for_the_next_handler(town):
    case = accepted(town, about="程思源")
    stop_case_clock(actor=town.actor(HANDLER), key=case.key, category="site", reason="等待配件")
    hand_on_case(actor=town.actor(HANDLER), key=case.key, unit=town.units["人力资源部"], reason="属于人事")
    assert not afresh(case).stopped
    assert days_until(town, case, "同辉集团") == 7


@pytest.mark.parametrize("mode", ["named", "handler_only"])
def test_what_is_in_the_hand_of_somebody_who_left_his_post_waits_at_the_unit_again(town, mode):
    case = accepted(town, mode=mode)
    end_post(actor=MAKER, post=Post.objects.get(person=town.people[HANDLER], code="handler"), day=clock.today())
    assert pass_up_task() == 1
    case = afresh(case)
    assert (case.unit.name, case.status, case.handler) == ("后勤保障部", "raised", None)
    assert case.messages.get(step="hand_on").data["why"] == "gone"
    assert pass_up_task() == 0


def test_a_supervisor_takes_no_case_for_the_handler_only_that_somebody_has_had_in_hand(town):
    case = accepted(town, mode="handler_only")
    end_post(actor=MAKER, post=Post.objects.get(person=town.people[HANDLER], code="handler"), day=clock.today())
    for _before_and_after in range(2):
        with pytest.raises(ForbiddenError):
            hand_on_case(actor=town.actor(OFFICER), key=case.key, unit=town.units["人力资源部"], reason="换人")
        pass_up_task()


def test_a_case_of_a_unit_that_is_no_more_goes_to_the_one_above(town, frozen):
    case = raised(town)
    for name in (HANDLER, SECOND):
        person_leaves(actor=MAKER, person=town.people[name], day=clock.today())
    dissolve_unit(actor=MAKER, unit=town.units["后勤保障部"], day=clock.today() + timedelta(days=1))
    assert days_until(town, case, "同辉集团") == 1


def test_many_cases_that_can_go_nowhere_hold_up_no_other(town, monkeypatch):
    monkeypatch.setattr(passing, "BATCH", 2)
    for _case in range(3):
        raised(town, by="魏东来", place="同辉集团", category="other")
    case = raised(town)
    assert days_until(town, case, "同辉集团") == 7


@pytest.mark.parametrize("about", ["", "程思源"])
def test_the_journal_tells_of_the_same_escalations_whoever_is_kept_away(town, frozen, about):
    case = raised(town, mode="handler_only", category="pay", body="加班费三个月没有发。", about=about)
    for day in (1, 3, 7):
        with clock.at(frozen + timedelta(days=day)):
            escalate_task()
    assert recorded(case) == ["casework.case_raised"] + ["casework.case_escalated"] * 3


def test_the_second_supervisor_is_not_told_because_the_first_one_raised_it(town, frozen):
    town.hire("祝英", "同辉集团", ("department_officer", "同辉集团"))
    first, told = None, []
    for by in (RAISER, None):
        case = raised(town, by=by or first, mode="handler_only")
        with clock.at(frozen + timedelta(days=3)):
            escalate_task()
        late = Notice.objects.filter(kind="casework.late", about=case.label)
        told.append({notice.person.name for notice in late} - {HANDLER, SECOND})
        first = first or next(iter(told[0]))
    assert told == [{first}, set()]
