from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.clocks.rules.calendar import STATUTORY
from tongxin.clocks.rules.entries import Entry, Kind, Length, Unit
from tongxin.clocks.rules.ruler import MOST_MARKS, Said, ruler, sentence
from tongxin.clocks.rules.term import State, derive
from tongxin.clocks.rules.why import Code
from tongxin.clocks.tests.terms import CALENDARS, OWN, TODAY, end, extend, on, random_terms, restart, start, stop

STOPPED_ONCE = start(), stop(on(11, 18), reason="等你补照片"), restart(on(11, 19))


def drawn(*entries, calendar=STATUTORY, today=TODAY):
    return [" ".join(mark.classes) for mark in ruler(derive(entries, calendar, today))]


def said(*entries, today=TODAY):
    return [(part.said, part.amount or part.day) for part in sentence(derive(entries, STATUTORY, today))]


def told(*entries, calendar=STATUTORY, today=TODAY):
    return [(line.code, line.amount, line.name) for line in derive(entries, calendar, today).lines]


def test_a_running_term_with_one_stopped_day_is_drawn_as_on_the_case_page():
    assert drawn(*STOPPED_ONCE) == [
        *("past mon", "past", "past mon", "past", "stop", "past", "past today"),
        *("mon", "", "", "", "", "mon", "", "", "end"),
    ]


def test_an_answer_is_drawn_on_its_day_with_the_rest_of_the_term_behind_it():
    assert drawn(*STOPPED_ONCE, end(on(11, 25)), today=on(12, 20)) == [
        *("past mon", "past", "past mon", "past", "stop", "past", "past", "past mon", "past", "past done"),
        *("", "", "mon", "", "", "end"),
    ]


def test_an_overdue_term_goes_on_behind_its_deadline_to_today():
    assert drawn(start(5)) == ["past mon", "past", "past mon", "past", "past end", "past over", "past over today"]


def test_today_is_named_once_and_nothing_else_is():
    marks = ruler(derive(STOPPED_ONCE, STATUTORY, TODAY))
    assert [mark.day for mark in marks if mark.label] == [TODAY]


def test_on_a_day_off_today_points_at_the_last_working_day():
    assert drawn(start(3, on(11, 18)), today=on(11, 21)) == ["past mon", "past today", "mon end"]


def test_on_the_day_of_the_start_nothing_has_passed():
    assert drawn(start(2, TODAY)) == ["mon", "end"]


def test_an_answer_on_the_day_of_the_start_is_drawn_on_the_first_mark():
    assert drawn(start(2, on(11, 16)), end(on(11, 16))) == ["mon done", "end"]


def test_a_stop_is_drawn_up_to_today():
    assert drawn(start(3, on(11, 16)), stop(on(11, 18))) == ["past mon", "stop", "stop", "stop today", "mon", "end"]


@pytest.mark.parametrize(("amount", "marks"), [(60, 60), (61, 13), (250, 52), (700, 34)])
def test_a_long_term_has_one_mark_a_week_or_a_month(amount, marks):
    assert len(drawn(start(amount, on(1, 5, 2020)), today=on(1, 6, 2020))) == marks


def test_marks_of_a_long_term_keep_today_and_the_deadline():
    long = drawn(start(200, on(1, 5)), today=on(3, 4))
    assert [at for at, mark in enumerate(long) if "today" in mark] == [7]
    assert long[-1].split()[-1] == "end"


@given(random_terms(), CALENDARS, st.integers(0, 400))
def test_every_ruler_has_one_deadline_few_marks_and_at_most_one_pointer(entries, calendar, ahead):
    term = derive(entries, calendar, entries[0].day + timedelta(days=ahead))
    marks = ruler(term)
    flat = [name for mark in marks for name in mark.classes]
    assert len(marks) <= MOST_MARKS
    assert flat.count("end") == (term.due_on > term.path.counts_from)
    assert flat.count("today") <= (term.state in (State.RUNNING, State.STOPPED))
    assert flat.count("done") == (term.state is State.ENDED and bool(marks))
    assert ("over" in flat) <= term.is_over


def test_the_sentence_of_a_running_term_says_what_the_ruler_shows():
    assert said(*STOPPED_ONCE) == [
        (Said.TOTAL, 15),
        (Said.ELAPSED, 6),
        (Said.STOOD, 1),
        (Said.TODAY, TODAY),
        (Said.LEFT, 9),
        (Said.DUE, on(12, 3)),
    ]


def test_the_sentence_of_an_answer_says_whether_it_was_early_or_late():
    assert said(*STOPPED_ONCE, end(on(11, 25)), today=on(12, 20))[1:] == [(Said.ANSWERED, 9), (Said.EARLY, 6)]
    assert said(start(5), end(on(11, 20)))[1:] == [(Said.ANSWERED, 7), (Said.LATE, 2)]
    assert said(start(), Entry(Kind.CANCEL, TODAY, 1))[1:] == [(Said.CANCELLED, TODAY)]
    assert (Said.OVER, 2) in said(start(5))
    assert (Said.STOPPED, TODAY) in said(start(), stop(on(11, 19)))


def test_why_is_told_as_on_the_case_page():
    assert told(*STOPPED_ONCE) == [
        (Code.START, 0, ""),
        (Code.LENGTH, 15, ""),
        (Code.WEEKEND, 6, ""),
        (Code.STOP, 1, ""),
        (Code.DUE, 0, ""),
    ]
    lines = derive(STOPPED_ONCE, STATUTORY, TODAY).lines
    assert lines[1].ground.source == "《职工诉求办理办法》第九条"
    assert lines[3].ground.reason == "等你补照片"


def test_why_names_holidays_and_the_make_up_day_that_counts():
    assert told(start(10, on(9, 28)), today=on(9, 28)) == [
        (Code.START, 0, ""),
        (Code.LENGTH, 10, ""),
        (Code.HOLIDAY, 7, "National Day"),
        (Code.MAKE_UP, 0, "National Day"),
        (Code.WEEKEND, 1, ""),
        (Code.DUE, 0, ""),
    ]


def test_why_names_own_days_extensions_the_move_behind_days_off_and_the_cut():
    assert (Code.OWN_DAY_OFF, 1, "公司日") in told(start(), calendar=OWN)
    assert (Code.OWN_WORKING_DAY, 0, "赶工") in told(start(25), calendar=OWN)
    assert (Code.EXTENSION, 5, "") in told(start(), extend(on(11, 16), 5))
    assert (Code.MOVED, 7, "") in told(Entry(Kind.START, on(9, 28), 0, 3, Unit.DAYS), today=on(9, 28))
    assert (Code.LIMIT, -1, "") in told(start(limit=Length(15)), calendar=OWN)
    assert (Code.USED, 5, "") in told(start(), Entry(Kind.TRANSFER, on(11, 16), 1, afresh=True))
