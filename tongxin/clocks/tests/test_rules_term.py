from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tongxin.clocks.rules.calendar import STATUTORY
from tongxin.clocks.rules.entries import Entry, ImpossibleTermError, Kind, Length, Refusal, Unit, in_order
from tongxin.clocks.rules.term import State, check_next, derive
from tongxin.clocks.tests import oracle
from tongxin.clocks.tests.terms import CALENDARS, OWN, START, TODAY, end, extend, on, random_terms, restart, start, stop

DAY = timedelta(days=1)
AHEAD = st.integers(0, 200)


def term(*entries, calendar=STATUTORY, today=TODAY):
    return derive(entries, calendar, today)


def refusal(*entries, new, today=TODAY):
    with pytest.raises(ImpossibleTermError) as caught:
        check_next(entries, new, STATUTORY, today)
    return caught.value.refusal


def test_a_plain_term_ends_on_its_nth_working_day():
    plain = term(start())
    assert (plain.due_on, plain.total, plain.elapsed, plain.left) == (on(12, 2), 15, 7, 8)
    assert (plain.state, plain.is_over, plain.in_time, plain.provisional) == (State.RUNNING, False, None, False)


def test_a_stopped_day_moves_the_deadline_and_the_first_one_stays_visible():
    stopped = term(start(), stop(on(11, 18)), restart(on(11, 19)))
    assert (stopped.due_on, stopped.first_due_on) == (on(12, 3), on(12, 2))
    assert (stopped.elapsed, stopped.stood, stopped.left) == (6, 1, 9)


def test_the_day_of_the_restart_counts_again():
    assert term(start(), stop(on(11, 18)), restart(on(11, 18))).due_on == on(12, 2)


def test_a_term_that_is_stopped_now_stands_until_the_end_of_today():
    stopped = term(start(), stop(on(11, 19)))
    assert (stopped.state, stopped.left, stopped.due_on) == (State.STOPPED, 10, on(12, 4))
    assert term(start(), stop(on(11, 19)), today=on(11, 24)).left == 10


def test_a_stop_with_a_longest_time_ends_by_itself():
    entries = start(), stop(on(11, 18), amount=2)
    assert term(*entries, today=on(11, 19)).state is State.STOPPED
    later = term(*entries, today=on(11, 20))
    assert (later.state, later.due_on, later.stood) == (State.RUNNING, on(12, 4), 2)


def test_an_extension_moves_the_deadline_by_as_many_working_days():
    assert term(start(), extend(on(11, 20), 5)).due_on == on(12, 9)


def test_handing_on_goes_on_or_begins_afresh_as_the_entry_says():
    on_it_goes = Entry(Kind.TRANSFER, on(11, 16), 1)
    afresh = Entry(Kind.TRANSFER, on(11, 16), 1, afresh=True)
    assert term(start(), on_it_goes).due_on == on(12, 2)
    fresh = term(start(), afresh)
    assert (fresh.due_on, fresh.first_due_on, fresh.elapsed) == (on(12, 7), on(12, 2), 4)


def test_beginning_afresh_ends_the_stop_and_the_extensions_of_the_first_unit():
    afresh = Entry(Kind.TRANSFER, on(11, 17), 5, afresh=True)
    fresh = term(start(), extend(on(11, 12), 5), stop(on(11, 13)), afresh)
    assert (fresh.state, fresh.due_on) == (State.RUNNING, on(12, 8))


def test_an_answer_on_the_last_day_is_in_time_and_the_day_after_it_is_not():
    kept = term(start(), end(on(12, 2)), today=on(12, 20))
    late = term(start(), end(on(12, 4)), today=on(12, 20))
    assert (kept.state, kept.in_time, kept.ended_on, kept.left) == (State.ENDED, True, on(12, 2), 0)
    assert (late.in_time, late.over_by, late.elapsed) == (False, 2, 17)


def test_an_answer_on_the_saturday_after_the_last_day_is_late_by_no_working_day():
    late = term(start(2, on(11, 18)), end(on(11, 21)), today=on(11, 30))
    assert (late.due_on, late.in_time, late.over_by) == (on(11, 20), False, 0)


def test_a_term_over_its_deadline_is_running_and_says_by_how_much():
    over = term(start(5))
    assert (over.due_on, over.is_over, over.over_by, over.left, over.state) == (on(11, 18), True, 2, -2, State.RUNNING)


def test_a_withdrawn_matter_is_cancelled_and_never_late():
    gone = term(start(5), Entry(Kind.CANCEL, on(11, 20), 1))
    assert (gone.state, gone.in_time, gone.ended_on) == (State.CANCELLED, None, None)


def test_a_term_of_days_ends_on_a_working_day():
    sixty = term(Entry(Kind.START, on(8, 3), 0, 60, Unit.DAYS), today=on(8, 10))
    assert (sixty.due_on, sixty.left, sixty.elapsed) == (on(10, 8), 59, 7)


def test_a_term_that_reaches_into_a_year_without_a_table_is_provisional():
    reaching = term(start(15, on(12, 18)), today=on(12, 18))
    assert reaching.due_on == on(1, 8, 2027)
    assert reaching.provisional
    assert not term(start(9, on(12, 18)), today=on(12, 18)).provisional


def test_an_own_day_off_moves_a_house_term_and_no_term_set_by_law():
    law = start(15, limit=Length(15))
    assert term(start(), calendar=OWN).due_on == on(12, 3)
    assert term(law, calendar=OWN).due_on == on(12, 2)


def test_no_stop_moves_the_outer_limit_and_only_an_extension_that_says_so_does():
    entries = start(15, limit=Length(30, Unit.DAYS)), stop(on(11, 12)), restart(on(12, 10))
    assert term(*entries, today=on(12, 10)).due_on == on(12, 11)
    moved = extend(on(12, 10), 10, limit=Length(10, Unit.DAYS))
    assert term(*entries, extend(on(12, 10), 10), today=on(12, 10)).due_on == on(12, 11)
    assert term(*entries, moved, today=on(12, 10)).due_on == on(12, 21)


@pytest.mark.parametrize(
    ("entries", "new", "wanted"),
    [
        ([], stop(on(11, 12)), Refusal.BEFORE_START),
        ([start()], start(), Refusal.STARTED_TWICE),
        ([start()], stop(on(11, 10)), Refusal.BEFORE_START),
        ([start()], restart(on(11, 13)), Refusal.NOT_STOPPED),
        ([start(), stop(on(11, 13))], stop(on(11, 16)), Refusal.ALREADY_STOPPED),
        ([start(), stop(on(11, 13), 5)], stop(on(11, 16)), Refusal.ALREADY_STOPPED),
        ([start(), stop(on(11, 13), 1)], restart(on(11, 18)), Refusal.NOT_STOPPED),
        ([start(), end(on(11, 13))], extend(on(11, 16), 5), Refusal.AFTER_END),
        ([start(), end(on(11, 13))], end(on(11, 16)), Refusal.AFTER_END),
        ([start(), stop(on(11, 18))], end(on(11, 17)), Refusal.AFTER_END),
        ([start()], extend(on(11, 16), 0), Refusal.NO_LENGTH),
        ([start(5)], extend(on(11, 19), 5), Refusal.TOO_LATE),
        ([start(5)], stop(on(11, 19)), Refusal.TOO_LATE),
        ([start()], end(on(11, 21)), Refusal.IN_FUTURE),
        ([start()], stop(on(11, 23)), Refusal.IN_FUTURE),
    ],
)
def test_an_entry_that_cannot_be_is_refused(entries, new, wanted):
    assert refusal(*entries, new=new) is wanted


def test_no_entries_are_no_term():
    with pytest.raises(ImpossibleTermError) as caught:
        derive([], STATUTORY, TODAY)
    assert caught.value.refusal is Refusal.NO_START


@pytest.mark.parametrize(
    ("entries", "new"),
    [
        ([start(5)], extend(on(11, 18), 5)),
        ([start(), stop(on(11, 20))], restart(on(11, 23))),
        ([start(), stop(on(11, 13), 1)], stop(on(11, 17))),
        ([start(), stop(on(11, 13)), restart(on(11, 16))], stop(on(11, 18))),
    ],
)
def test_an_entry_that_can_be_is_taken(entries, new):
    assert new in in_order([*entries, new])
    check_next(entries, new, STATUTORY, TODAY)


@settings(max_examples=400)
@given(random_terms(), CALENDARS, AHEAD)
def test_any_term_ends_where_a_walk_over_its_days_ends(entries, calendar, ahead):
    today = entries[0].day + timedelta(days=ahead)
    derived = derive(entries, calendar, today)
    law = lambda day: bool(calendar.statutory_days.between(day - DAY, day))  # noqa: E731
    assert derived.due_on == oracle.due_on(entries, calendar.is_working, law, today)


@settings(max_examples=400)
@given(random_terms(), CALENDARS, AHEAD)
def test_used_and_left_add_up_and_the_lines_lead_to_the_deadline(entries, calendar, ahead):
    derived = derive(entries, calendar, entries[0].day + timedelta(days=ahead))
    assert derived.elapsed + derived.left == derived.total
    assert derived.start_on + timedelta(days=sum(line.amount for line in derived.lines)) == derived.due_on
    assert derived.over_by == 0 or derived.is_over


@given(random_terms(), CALENDARS, AHEAD)
def test_no_stop_ever_shortens_a_term(entries, calendar, ahead):
    today = entries[0].day + timedelta(days=ahead)
    never_stopped = [entry for entry in entries if entry.kind not in (Kind.STOP, Kind.RESTART)]
    assert derive(entries, calendar, today).due_on >= derive(never_stopped, calendar, today).due_on


@given(random_terms(), CALENDARS, AHEAD, st.integers(1, 30))
def test_extending_by_n_moves_the_deadline_by_n_days_that_count(entries, calendar, ahead, n):
    today = entries[0].day + timedelta(days=ahead)
    before = derive(entries, calendar, today)
    assume(before.unit is Unit.WORKING_DAYS and entries[0].limit is None and not before.path.over)
    last = entries[-1].day
    after = derive([*entries, Entry(Kind.EXTEND, last, 99, n)], calendar, today)
    assert after.total == before.total + n
    if not any(stop.resumes_on > before.due_on for stop in before.path.stops):
        assert calendar.working_days_between(before.due_on, after.due_on) == n


@given(random_terms(), AHEAD, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_were_written_does_not_matter(entries, ahead, shuffler):
    today, shuffled = entries[0].day + timedelta(days=ahead), list(entries)
    shuffler.shuffle(shuffled)
    assert derive(shuffled, STATUTORY, today).due_on == derive(entries, STATUTORY, today).due_on


def test_a_backdated_entry_counts_from_its_day():
    backdated = term(
        start(), extend(on(11, 20), 1), Entry(Kind.STOP, on(11, 13), 8), Entry(Kind.RESTART, on(11, 17), 9)
    )
    assert backdated.due_on == on(12, 7)
    assert START < backdated.path.stops[0].entry.day < date(2026, 11, 20)
