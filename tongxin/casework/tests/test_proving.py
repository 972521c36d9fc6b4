"""Figures counted twice: the journal gives what the records give, and says so where it does not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongxin.casework.models import Case
from tongxin.casework.public import accept_case, hand_on_case, rate_case, stop_case_clock
from tongxin.casework.reads import proving
from tongxin.casework.reads.proving import counted_twice, load_counting, view_counting
from tongxin.casework.tasks import refresh_task
from tongxin.casework.tests.stories import (
    HANDLER,
    OFFICER,
    RAISER,
    SECOND,
    accepted,
    answered,
    closed,
    raised,
    withdrawn,
)
from tongxin.clocks.public import recompute_open_clocks
from tongxin.core import clock
from tongxin.core.acts import working
from tongxin.journal.models import Entry
from tongxin.journal.public import reverse

LOAD = ("open", "new", "late", "answered")
VIEWS = ("mine", "soon", "new", "stopped", "open")
LEADER, UNIT, GROUP = "顾长风", "后勤保障部", "同辉集团"
PAY = "人力资源部"


def a_month(town, frozen):
    """Tell a story in which every state, an own and a foreign unit, a stop and a second round occur."""
    raised(town)
    taken = accepted(town)
    stopped = accepted(town)
    stop_case_clock(actor=town.actor(HANDLER), key=stopped.key, category="raiser", reason="等照片")
    answered(town)
    closed(town)
    withdrawn(town)
    raised(town, category="pay", by="魏东来", place="总装事业部")
    rate_case(actor=town.actor(RAISER), key=answered(town).key, solved="no")
    hand_on_case(actor=town.actor(HANDLER), key=taken.key, unit=town.units[PAY], reason="归人力管")
    accepted(town, by=SECOND)
    return frozen + timedelta(days=30)


def an_hour_passes():
    """Let the two jobs run that repeat on lists what clocks say by now."""
    recompute_open_clocks()
    refresh_task()


def load(town, who, name, unit=""):
    actor = town.actor(who)
    return counted_twice(actor, load_counting(actor, name, town.units[unit] if unit else None))


def view(town, who, name):
    actor = town.actor(who)
    return counted_twice(actor, view_counting(actor, name))


@pytest.mark.parametrize("days", [0, 1, 30])
def test_the_journal_gives_the_counts_of_the_records(town, frozen, days):
    a_month(town, frozen)
    with clock.at(frozen + timedelta(days=days)):
        an_hour_passes()
        for name in LOAD:
            for unit in ("", UNIT, PAY, GROUP):
                found = load(town, LEADER, name, unit)
                assert found.again == found.stored, (name, unit)
                assert found.shown == len(found.again)
        for who in (HANDLER, SECOND, OFFICER, "程思源"):
            for name in VIEWS:
                found = view(town, who, name)
                assert found.again == found.stored, (who, name)
                assert found.shown == len(found.again)


def test_the_story_leaves_no_figure_empty(town, frozen):
    a_month(town, frozen)
    assert {name: load(town, LEADER, name).shown for name in LOAD} == {"open": 6, "new": 3, "late": 0, "answered": 1}
    assert {name: view(town, HANDLER, name).shown for name in VIEWS} == {
        "mine": 2, "soon": 1, "new": 1, "stopped": 1, "open": 5,
    }  # fmt: skip
    with clock.at(frozen + timedelta(days=30)):
        assert load(town, LEADER, "late").shown == 5  # the sixth stands still


def test_a_record_that_was_changed_behind_the_journal_is_found(town):
    case, other = raised(town), answered(town)
    Case.objects.filter(pk=case.pk).update(status="closed")
    found = load(town, LEADER, "new")
    assert (found.stored, found.again, found.shown) == (frozenset(), frozenset({case.pk}), 0)
    Case.objects.filter(pk=other.pk).update(status="raised")
    assert load(town, LEADER, "new").stored == {other.pk}


def test_a_deadline_that_was_changed_on_the_record_alone_is_found(town):
    case = accepted(town)
    Case.objects.filter(pk=case.pk).update(next_due_on=clock.today() - timedelta(days=1))
    found = load(town, LEADER, "late")
    assert (found.stored, found.again) == ({case.pk}, frozenset())


def test_a_stop_that_ran_out_is_late_by_its_clock_an_hour_before_the_list_says_so(town, frozen):
    case = accepted(town)
    stop_case_clock(actor=town.actor(HANDLER), key=case.key, category="raiser", reason="等照片")
    with clock.at(frozen + timedelta(days=60)):
        assert (load(town, LEADER, "late").stored, load(town, LEADER, "late").again) == (frozenset(), {case.pk})
        an_hour_passes()
        assert load(town, LEADER, "late").stored == {case.pk}


def test_a_fact_that_was_taken_back_is_not_replayed(town):
    case = accepted(town)
    with working():
        reverse(Entry.objects.get(kind="casework.case_accepted").number, reason="entered twice")
    found = load(town, LEADER, "new")
    assert (found.stored, found.again) == (frozenset(), {case.pk})


def test_whom_a_case_is_about_finds_it_in_neither_count(town):
    raised(town, about=HANDLER)
    for name in ("new", "open"):
        found = view(town, HANDLER, name)
        assert (found.shown, found.stored, found.again, found.standings) == (0, frozenset(), frozenset(), {})
    assert len(view(town, SECOND, "new").again) == 1


def test_one_s_own_matter_is_no_work_of_one_s_own_in_either_count(town):
    raised(town, by=HANDLER)
    found = view(town, HANDLER, "new")
    assert (found.stored, found.again) == (frozenset(), frozenset())
    assert len(view(town, SECOND, "new").again) == 1


def test_a_handler_counts_the_cases_of_his_units_and_no_others(town):
    raised(town)
    raised(town, category="pay")
    assert len(view(town, HANDLER, "new").again) == 1
    assert len(view(town, OFFICER, "new").again) == 2


def test_beyond_two_thousand_both_ways_are_compared_among_the_last(town, monkeypatch):
    monkeypatch.setattr(proving, "MOST", 2)
    first = [raised(town) for _ in range(4)]
    found = load(town, LEADER, "new")
    assert found.is_sample
    assert found.shown == 4
    assert found.stored == found.again == {case.pk for case in first[2:]}


def test_what_has_changed_since_a_moment_is_counted(town, frozen):
    case = raised(town)
    raised(town)
    later = frozen + timedelta(hours=1)
    with clock.at(later):
        accept_case(actor=town.actor(HANDLER), key=case.key)
        found = load(town, LEADER, "open")
    assert found.moved_since(frozen) == 1
    assert found.moved_since(later) == 0


@pytest.mark.parametrize("name", LOAD)
def test_thirty_cases_are_counted_twice_in_as_few_queries_as_three(town, frozen, name):
    costs = []
    for count in (3, 27):
        for number in range(count):
            (raised, accepted, answered)[number % 3](town)
        with clock.at(frozen + timedelta(days=30)):
            actor = town.actor(LEADER)
            load_counting(actor, name, None)  # rights are read once
            with CaptureQueriesContext(connection) as found:
                counted_twice(actor, load_counting(actor, name, town.units[GROUP]))
        costs.append(len(found))
    assert costs[0] == costs[1] <= 10
