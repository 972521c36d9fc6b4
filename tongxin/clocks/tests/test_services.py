from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tongxin.clocks import public as clocks
from tongxin.clocks.models import Clock
from tongxin.clocks.public import Ground, Length, State
from tongxin.clocks.writes import recompute
from tongxin.core import clock as time
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.jobs import run_due

pytestmark = pytest.mark.django_db

RULE = Ground(source="《职工诉求办理办法》第九条", force="must", by="person:7")
WAITING = Ground(category="waiting", reason="等补照片", by="person:7")
NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"


@contextmanager
def day(month, number, year=2026):
    with time.at(datetime(year, month, number, 4, tzinfo=UTC)):
        yield


@pytest.fixture(autouse=True)
def today():
    with day(11, 20):
        yield


def started(subject="casework.case:1", on=date(2026, 11, 11), length=15, **more):
    return clocks.start_clock(subject=subject, kind="answer", day=on, length=Length(length), ground=RULE, **more)


def stopped_once():
    clock = clocks.stop_clock(clock=started(), day=date(2026, 11, 18), ground=WAITING)
    return clocks.restart_clock(clock=clock, day=date(2026, 11, 19))


def test_a_clock_keeps_what_lists_sort_by():
    clock = Clock.objects.get(pk=stopped_once().pk)
    assert (clock.due_on, clock.first_due_on) == (date(2026, 12, 3), date(2026, 12, 2))
    assert (clock.state, clock.provisional, clock.ended_on, clock.in_time) == ("running", False, None, None)


def test_entries_come_back_as_they_were_made():
    term = clocks.term_of(stopped_once())
    assert [line.ground.source for line in term.lines if line.code == "length"] == [RULE.source]
    assert [line.ground for line in term.lines if line.code == "stop"] == [WAITING]


def test_the_whole_life_of_a_clock_is_kept():
    clock = clocks.extend_clock(clock=stopped_once(), day=date(2026, 11, 20), amount=5, ground=RULE)
    clock = clocks.transfer_clock(clock=clock, day=date(2026, 11, 20), ground=RULE)
    clock = clocks.end_clock(clock=clock, day=date(2026, 11, 20))
    assert (clock.state, clock.due_on, clock.in_time) == (State.ENDED, date(2026, 12, 10), True)
    assert [row.kind for row in clock.entries.all()] == ["start", "stop", "restart", "extend", "transfer", "end"]


def test_a_unit_that_takes_over_afresh_has_its_whole_term():
    clock = clocks.transfer_clock(clock=started(), day=date(2026, 11, 16), ground=RULE, afresh=True)
    assert (clock.due_on, clock.first_due_on) == (date(2026, 12, 7), date(2026, 12, 2))


def test_a_withdrawn_matter_is_neither_kept_nor_missed():
    clock = clocks.cancel_clock(clock=started(), day=date(2026, 11, 20))
    assert (clock.state, clock.in_time) == (State.CANCELLED, None)


def test_an_outer_limit_is_kept_and_moved_only_by_an_extension_that_may():
    clock = started(length=30, limit=Length(30, clocks.Unit.DAYS))
    assert clock.due_on == date(2026, 12, 11)
    longer = {"amount": 5, "ground": RULE}
    assert clocks.extend_clock(clock=clock, day=date(2026, 11, 20), **longer).due_on == date(2026, 12, 11)
    limit_by = Length(5, clocks.Unit.DAYS)
    clock = clocks.extend_clock(clock=clock, day=date(2026, 11, 20), **longer, limit_by=limit_by)
    assert clock.due_on == date(2026, 12, 16)


def test_what_cannot_be_is_refused_in_a_sentence_and_leaves_nothing_behind():
    clock = started()
    with pytest.raises(RuleBrokenError) as caught:
        clocks.restart_clock(clock=clock, day=date(2026, 11, 19))
    assert caught.value.code == "not_stopped"
    assert "暂停计时" in str(caught.value.message)
    with pytest.raises(RuleBrokenError):
        clocks.stop_clock(clock=clock, day=date(2026, 11, 10), ground=WAITING)
    assert clock.entries.count() == 1


def test_a_stop_that_ran_out_by_itself_is_noticed_by_the_job():
    clock = clocks.stop_clock(clock=started(), day=date(2026, 11, 20), ground=WAITING, longest=1)
    assert clock.state == State.STOPPED
    with day(11, 23):
        assert "clocks.recompute" in run_due()
    clock.refresh_from_db()
    assert (clock.state, clock.due_on) == (State.RUNNING, date(2026, 12, 3))


def test_a_day_set_by_the_organisation_counts_at_once_and_clocks_follow():
    moving, staying = started(), started("casework.case:2", length=2)
    clocks.set_day(day=date(2026, 11, 27), working=False, reason="公司日")
    assert clocks.term_of(moving).due_on == date(2026, 12, 3)
    moved = clocks.recompute_open_clocks()
    assert [(move.clock_id, move.due_before, move.due_on) for move in moved] == [
        (moving.pk, date(2026, 12, 2), date(2026, 12, 3))
    ]
    assert clocks.recompute_open_clocks() == []
    assert clocks.recompute([moving, staying]) == []


def test_every_open_clock_follows_however_many_batches_that_takes(monkeypatch):
    monkeypatch.setattr(recompute, "BATCH", 2)
    ended = clocks.end_clock(clock=started("casework.case:0"), day=date(2026, 11, 20))
    open_ones = [started(f"casework.case:{number}") for number in range(1, 6)]
    clocks.set_day(day=date(2026, 11, 27), working=False, reason="公司日")
    assert [move.clock_id for move in clocks.recompute_open_clocks()] == [clock.pk for clock in open_ones]
    assert Clock.objects.get(pk=ended.pk).due_on == date(2026, 12, 2)


def test_a_day_given_back_is_as_the_table_has_it():
    clocks.set_day(day=date(2026, 11, 27), working=False, reason="公司日")
    assert not clocks.calendar().is_working(date(2026, 11, 27))
    clocks.clear_day(day=date(2026, 11, 27))
    assert clocks.calendar().is_working(date(2026, 11, 27))


def test_a_year_is_provisional_until_its_notice_is_entered_in_full():
    with day(12, 18):
        clock = started(on=date(2026, 12, 18))
        assert (clock.due_on, clock.provisional) == (date(2027, 1, 8), True)
        clocks.set_day(day=date(2027, 1, 1), working=False, reason="元旦", source=NOTICE, statutory=True)
        assert clocks.term_of(clock).provisional
        clocks.confirm_year(year=2027, source=NOTICE)
        clocks.recompute_open_clocks()
    clock.refresh_from_db()
    assert (clock.due_on, clock.provisional) == (date(2027, 1, 11), False)


@pytest.mark.parametrize(
    "given",
    [
        {"day": date(2027, 1, 1), "reason": "元旦", "statutory": True},
        {"day": date(2027, 1, 1), "reason": ""},
        {"day": date(2127, 1, 1), "reason": "元旦"},
    ],
)
def test_a_day_needs_its_reason_and_a_day_by_law_its_notice(given):
    with pytest.raises(BadInputError):
        clocks.set_day(working=False, **given)
    assert clocks.calendar() is clocks.STATUTORY


def test_a_year_is_not_confirmed_without_its_notice():
    with pytest.raises(BadInputError):
        clocks.confirm_year(year=2027, source="")


@pytest.mark.parametrize("n", [3, 30])
def test_terms_of_many_clocks_cost_two_queries(n):
    for number in range(n):
        started(f"casework.case:{number}")
    rows = list(Clock.objects.all())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        terms = clocks.terms_of(rows)
    assert len(queries) == 2
    assert {term.due_on for term in terms.values()} == {date(2026, 12, 2)}


def test_a_subject_has_its_clocks_in_rounds_and_no_round_twice():
    first = clocks.end_clock(clock=started(), day=date(2026, 11, 20))
    second = started(on=date(2026, 11, 20), round=2)
    started("casework.case:12")
    assert clocks.clocks_of("casework.case:1") == [first, second]
    with pytest.raises(IntegrityError):
        started()


def test_a_term_can_be_read_as_of_another_day():
    clock = stopped_once()
    assert clocks.term_of(clock, today=date(2026, 11, 18)).state is State.STOPPED
    assert clocks.term_of(clock, today=date(2026, 12, 4)).over_by == 1
