from datetime import date, timedelta

import pytest
from django.utils.translation import override

from tongxin.casework.models import Case
from tongxin.casework.public import extend_case, restart_case_clock, stop_case_clock
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
    steps_of,
    terms_of,
)
from tongxin.clocks.public import set_day, term_of
from tongxin.clocks.reasons import reasons
from tongxin.core import clock
from tongxin.core.errors import BadInputError, ForbiddenError, RuleBrokenError
from tongxin.core.jobs import run_due
from tongxin.inbox.models import Notice

DUE = date(2026, 4, 7)


def stop(town, case, by=HANDLER, category="outside", reason="等厂家发配件"):
    return stop_case_clock(actor=town.actor(by), key=case.key, category=category, reason=reason)


def extend(town, case, by=OFFICER, days=5, reason="配件四月初到货"):
    return extend_case(actor=town.actor(by), key=case.key, days=days, reason=reason)


def test_a_clock_that_stands_moves_the_deadline_by_the_working_days_between(town, frozen):
    case = stop(town, accepted(town))
    assert afresh(case).stopped is True
    with clock.at(frozen + timedelta(days=2)):
        restart_case_clock(actor=town.actor(HANDLER), key=case.key)
    assert afresh(case).stopped is False
    assert terms_of(case)["answer", 1].due_on == date(2026, 4, 8)
    assert terms_of(case)["answer", 1].first_due_on == DUE
    assert steps_of(case) == ["accept", "stop", "restart"]


def test_a_stop_ends_by_itself_after_its_longest_time(town, frozen):
    case = stop(town, accepted(town), category="raiser")
    with clock.at(frozen + timedelta(days=15)):
        run_due()
        assert afresh(case).stopped is False
        assert afresh(case).next_due_on < DUE  # the first reply stood no longer than it was asked to
    assert terms_of(case)["answer", 1].due_on == date(2026, 4, 20)


def test_a_case_whose_stop_ran_out_is_escalated_again(town, frozen):
    case = stop(town, accepted(town), category="raiser")
    with clock.at(frozen + timedelta(days=42)):
        run_due()
    assert last_entry(case, "case_escalated").data["level"] > 1


def test_a_changed_calendar_moves_the_deadline_on_the_case_too(town, frozen):
    case = raised(town)
    set_day(day=date(2026, 3, 17), working=False, reason="停电检修", source="公司通知")
    run_due()
    assert afresh(case).next_due_on == date(2026, 3, 19)


def test_stopping_and_restarting_are_recorded_with_who_did_it(town):
    case = stop(town, accepted(town))
    restart_case_clock(actor=town.actor(HANDLER), key=case.key)
    assert recorded(case)[-2:] == ["casework.clock_changed"] * 2
    entry = last_entry(case, "clock_changed")
    assert (entry.data["change"], entry.actor) == ("restart", f"person:{town.people[HANDLER].pk}")


def test_the_raiser_reads_why_the_clock_stands_and_the_journal_does_not(town):
    case = stop(town, accepted(town))
    assert case.messages.get(step="stop").words.body == "等厂家发配件"
    assert "厂家" not in repr(last_entry(case, "clock_changed"))
    assert [notice.person.name for notice in Notice.objects.filter(kind="casework.stop")] == [RAISER]


@pytest.mark.parametrize("who", [RAISER, SECOND, OFFICER])
def test_only_the_handler_stops_and_restarts_the_clock(town, who):
    case = accepted(town)
    with pytest.raises(ForbiddenError):
        stop(town, case, by=who)
    stop(town, case)
    with pytest.raises(ForbiddenError):
        restart_case_clock(actor=town.actor(who), key=case.key)


@pytest.mark.parametrize(("more", "field"), [({"category": "holiday"}, "category"), ({"reason": " "}, "reason")])
def test_a_stop_needs_a_ground_and_a_reason(town, more, field):
    case = accepted(town)
    with pytest.raises(BadInputError) as refused:
        stop(town, case, **more)
    assert refused.value.field == field
    assert afresh(case).stopped is False


def test_a_clock_is_not_stopped_twice_nor_restarted_while_it_runs(town):
    case = accepted(town)
    with pytest.raises(RuleBrokenError):
        restart_case_clock(actor=town.actor(HANDLER), key=case.key)
    stop(town, case)
    with pytest.raises(RuleBrokenError):
        stop(town, case)


def test_a_missed_deadline_is_never_stopped_or_extended_away(town, frozen):
    case = accepted(town)
    with clock.at(frozen + timedelta(days=40)):
        for service in (stop, extend):
            with pytest.raises(RuleBrokenError):
                service(town, case)
    assert terms_of(case)["answer", 1].due_on == DUE


def test_a_clock_is_stopped_only_once_somebody_has_the_case_in_hand(town):
    case = raised(town)
    for service in (stop, extend):
        with pytest.raises((ForbiddenError, RuleBrokenError)):
            service(town, case)


def test_more_time_moves_the_deadline_and_keeps_the_first_one(town):
    case = extend(town, accepted(town), days=5)
    term = terms_of(case)["answer", 1]
    assert (term.due_on, term.first_due_on) == (date(2026, 4, 14), DUE)
    assert (
        last_entry(case, "clock_changed").data | {"change": "extend", "days": 5}
        == last_entry(case, "clock_changed").data
    )


@pytest.mark.parametrize("who", [HANDLER, RAISER])
def test_only_who_supervises_gives_more_time(town, who):
    with pytest.raises(ForbiddenError):
        extend(town, accepted(town), by=who)


@pytest.mark.parametrize("days", [0, -1, 11])
def test_more_time_keeps_within_the_rule(town, days):
    with pytest.raises(BadInputError) as refused:
        extend(town, accepted(town), days=days)
    assert refused.value.field == "days"


def test_a_term_is_extended_once_a_round(town):
    case = extend(town, accepted(town))
    with pytest.raises(RuleBrokenError):
        extend(town, case)
    assert steps_of(case).count("extend") == 1


def test_who_supervises_extends_no_case_of_his_own(town):
    case = raised(town, by=OFFICER, place="同辉集团")
    Case.objects.filter(pk=case.pk).update(status="in_hand", handler=town.people[HANDLER])
    with pytest.raises(ForbiddenError):
        extend(town, case)


def test_why_a_clock_stands_is_told_in_the_language_of_its_reader(town, frozen):
    with override("en"):
        case = stop(town, accepted(town), category="raiser")
    with clock.at(frozen + timedelta(days=2)):
        for language, words in [("zh-hans", "等提出人补充"), ("en", "waiting for the raiser")]:
            with override(language):
                told = [text for _amount, text in reasons(term_of(terms_of(case)["answer", 1]))]
                assert [text for text in told if words in text] != []
