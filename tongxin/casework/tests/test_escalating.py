from datetime import timedelta

import pytest

from tongxin.casework.public import accept_case, stop_case_clock
from tongxin.casework.tasks import escalate_task
from tongxin.casework.tests.stories import (
    HANDLER,
    OFFICER,
    RAISER,
    SECOND,
    WISH,
    WORDS,
    accepted,
    answered,
    last_entry,
    raised,
    recorded,
)
from tongxin.core import clock
from tongxin.inbox.models import Notice

# Raised on Monday the 16th: to be accepted by Wednesday the 18th.
TUESDAY, WEDNESDAY, THURSDAY, SATURDAY, MONDAY = (timedelta(days=days) for days in (1, 2, 3, 5, 7))


def told_at(moment, case):
    """Escalate at a moment; return how many cases were told of, and who has been told by now, by kind."""
    with clock.at(moment):
        count = escalate_task()
    notices = Notice.objects.filter(about=case.label, kind__in=["casework.near", "casework.late"])
    return count, {(notice.kind.partition(".")[2], notice.person.name) for notice in notices}


def test_on_the_day_itself_nobody_is_reminded(town, frozen):
    assert told_at(frozen, raised(town)) == (0, set())


def test_near_the_deadline_those_who_could_accept_are_reminded(town, frozen):
    assert told_at(frozen + TUESDAY, raised(town)) == (1, {("near", HANDLER), ("near", SECOND)})


def test_a_day_past_it_the_one_who_supervises_is_told_as_well(town, frozen):
    count, told = told_at(frozen + THURSDAY, raised(town))
    assert (count, told) == (1, {("late", HANDLER), ("late", SECOND), ("late", OFFICER)})


def test_long_past_it_all_who_supervise_are_told(town, frozen):
    town.hire("孟远", "同辉集团", ("department_officer", "同辉集团"))
    case = raised(town)
    assert len({name for _kind, name in told_at(frozen + THURSDAY, case)[1]} & {OFFICER, "孟远"}) == 1
    assert {name for _kind, name in told_at(frozen + MONDAY, case)[1]} >= {OFFICER, "孟远"}


def test_in_hand_only_the_handler_is_reminded(town, frozen):
    case = accepted(town)
    assert told_at(frozen + TUESDAY * 2, case)[1] == {("near", HANDLER)}


def test_everybody_is_told_once_a_level_and_deadline(town, frozen):
    case = raised(town)
    assert told_at(frozen + TUESDAY, case)[0] == 1
    assert told_at(frozen + TUESDAY, case)[0] == 0
    assert told_at(frozen + THURSDAY, case)[0] == 1
    assert recorded(case).count("casework.case_escalated") == 2


def test_an_escalation_is_recorded_with_level_and_clock_by_the_system(town, frozen):
    case = raised(town)
    told_at(frozen + THURSDAY, case)
    entry = last_entry(case, "case_escalated")
    assert (entry.actor, entry.data["level"], entry.data["clock"]) == ("system:escalation", 2, "accept")


@pytest.mark.parametrize("mode", ["named", "handler_only"])
def test_a_reminder_carries_number_category_and_clock_and_no_name_or_word(town, frozen, mode):
    case = raised(town, mode=mode, place_note="女更衣室")
    told_at(frozen + THURSDAY, case)
    notices = Notice.objects.filter(about=case.label, kind="casework.late")
    assert [notice.data for notice in notices] == [
        {"number": case.number, "category_name": "后勤设施", "clock_name": "受理"}
    ] * 3
    texts = repr(list(notices.values("data", "link", "key", "about", "kind")))
    assert not any(word in texts for word in (RAISER, "更衣室", WORDS[-6:], WISH[:3], town.people[RAISER].staff_no))


@pytest.mark.parametrize(
    "moment",
    [THURSDAY - timedelta(hours=2), THURSDAY + timedelta(hours=8), SATURDAY],
    ids=["08:00", "18:00", "Saturday"],
)
def test_nobody_is_disturbed_outside_working_hours(town, frozen, moment):
    case = raised(town)
    assert told_at(frozen + moment, case) == (0, set())


def test_a_clock_that_stands_reminds_nobody(town, frozen):
    case = accepted(town)
    stop_case_clock(actor=town.actor(HANDLER), key=case.key, category="outside", reason="等厂家")
    assert told_at(frozen + TUESDAY, case)[0] == 0


def test_an_answered_case_reminds_nobody(town, frozen):
    assert told_at(frozen + MONDAY, answered(town)) == (0, set())


def test_whom_a_case_is_about_is_not_reminded_of_it(town, frozen):
    case = raised(town, about=f"{HANDLER}，{OFFICER}")
    assert {name for _kind, name in told_at(frozen + MONDAY, case)[1]} == {SECOND}


def test_accepting_in_time_leaves_the_reminder_of_the_next_clock(town, frozen):
    case = raised(town)
    with clock.at(frozen + TUESDAY):
        accept_case(actor=town.actor(SECOND), key=case.key)
    assert told_at(frozen + WEDNESDAY, case)[1] == {("near", SECOND)}
