"""Where a case stands follows from its facts alone, and what counts it from that and its clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tongxin.casework.rules.replaying import AFTER, NO_CLOCK, Asking, Told, Waiting, counts_as, replayed
from tongxin.casework.rules.states import Status

START = datetime(2026, 3, 16, 2, tzinfo=UTC)
TODAY = date(2026, 3, 16)
ME, OTHER = "person:1", "person:2"
ASKING = Asking(ME, TODAY, TODAY + timedelta(days=2))
DAY = timedelta(days=1)


def story(*kinds, holder=ME, outcome=""):
    """Return facts an hour apart; each odd hour lies in unit 1, what was handed on in unit 2."""
    facts, unit = [], 1
    for hour, kind in enumerate(kinds):
        unit = 2 if kind == "case_handed_on" else unit
        ended = outcome if kind == "case_closed" else ""
        facts.append(Told(kind, START + timedelta(hours=hour), unit, holder, ended))
    return facts


RAISED = ("case_raised",)
TAKEN = (*RAISED, "case_accepted")
MOVED = (*TAKEN, "case_handed_on")
SAID = (*TAKEN, "case_answered")
AGAIN = (*SAID, "case_rated", "case_reopened")
ENDED = (*SAID, "case_rated", "case_closed")
STORIES = {
    RAISED: (Status.RAISED, 1, ""),
    TAKEN: (Status.IN_HAND, 1, ME),
    MOVED: (Status.RAISED, 2, ""),
    SAID: (Status.ANSWERED, 1, ME),
    AGAIN: (Status.IN_HAND, 1, ME),
    ENDED: (Status.CLOSED, 1, ME),
}


@pytest.mark.parametrize("kinds", STORIES)
def test_a_case_stands_where_its_last_fact_put_it(kinds):
    standing = replayed(story(*kinds))
    assert (standing.status, standing.unit_id, standing.holder) == STORIES[kinds]


def test_what_changes_no_state_does_not_make_it_newer():
    standing = replayed(story(*SAID, "case_rated", "clock_changed", "case_escalated"))
    assert standing.at == START + timedelta(hours=2)


def test_withdrawn_is_told_by_how_it_ended():
    assert replayed(story("case_raised", "case_closed", outcome="withdrawn")).status is Status.WITHDRAWN
    assert replayed(story(*SAID, "case_closed", outcome="unrated")).status is Status.CLOSED


def test_without_a_fact_that_says_so_a_case_stands_nowhere():
    assert replayed([]) is None
    assert replayed(story("case_rated")) is None


def test_every_state_is_reached_by_a_fact():
    assert set(AFTER.values()) | {Status.WITHDRAWN} == set(Status)


def counted(kinds, waiting=NO_CLOCK):
    standing = replayed(story(*kinds))
    names = ("live", "open", "new", "answered", "late", "soon", "mine", "stopped")
    return {name for name in names if counts_as(name, standing, waiting, ASKING)}


def test_each_state_is_counted_where_it_belongs():
    assert counted(RAISED) == {"live", "open", "new"}
    assert counted(TAKEN) == {"live", "open", "mine"}
    assert counted(SAID) == {"live", "answered"}
    assert counted(ENDED) == set()


def test_today_is_soon_and_not_late_and_yesterday_is_both():
    assert counted(TAKEN, Waiting(TODAY)) == {"live", "open", "mine", "soon"}
    assert counted(TAKEN, Waiting(TODAY - DAY)) == {"live", "open", "mine", "soon", "late"}
    assert counted(TAKEN, Waiting(TODAY + 2 * DAY)) == {"live", "open", "mine", "soon"}
    assert counted(TAKEN, Waiting(TODAY + 3 * DAY)) == {"live", "open", "mine"}


def test_a_clock_that_stands_still_is_neither_late_nor_soon():
    assert counted(TAKEN, Waiting(TODAY - DAY, stopped=True)) == {"live", "open", "mine", "stopped"}


def test_the_days_for_rating_make_nothing_late():
    assert counted(SAID, Waiting(TODAY - DAY)) == {"live", "answered"}


def test_what_another_one_holds_is_not_in_my_hand():
    assert not counts_as("mine", replayed(story(*TAKEN, holder=OTHER)), NO_CLOCK, ASKING)
    assert not counts_as("mine", replayed(story(*MOVED)), NO_CLOCK, ASKING)


def test_a_figure_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        counts_as("fast", replayed(story(*RAISED)), NO_CLOCK, ASKING)
