import json
import os
import random
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.clocks.rules.calendar import LAST_DAY, STATUTORY, STATUTORY_YEARS, Calendar, Note, SetDay, Why

DAYS = st.dates(date(2004, 1, 1), date(2030, 12, 31))
OWN_DAY = date(2026, 11, 27)
WITH_OWN_DAY = Calendar({OWN_DAY: SetDay(working=False, statutory=False, reason="公司日", source="厂发〔2026〕3号")})


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 2, 14), True),
        (date(2026, 2, 28), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2020, 1, 19), True),
        (date(2020, 1, 31), False),
        (date(2020, 2, 2), False),
        (date(2020, 2, 3), True),
        (date(2007, 12, 31), False),
        (date(2007, 12, 29), True),
    ],
)
def test_holidays_make_up_days_and_december_lists_are_known(day, working):
    assert STATUTORY.is_working(day) is working


def test_spring_festival_of_2020_was_prolonged_and_moves_what_falls_into_it():
    assert STATUTORY.add_working_days(date(2020, 1, 23), 1) == date(2020, 2, 3)
    assert STATUTORY.working_days_between(date(2020, 1, 23), date(2020, 2, 3)) == 1
    assert STATUTORY.add_days(date(2020, 1, 20), 5) == date(2020, 2, 3)


def test_the_day_of_the_event_is_not_counted():
    assert STATUTORY.add_working_days(date(2026, 11, 11), 15) == date(2026, 12, 2)
    assert STATUTORY.add_days(date(2026, 11, 11), 5) == date(2026, 11, 16)


def test_a_period_of_days_that_ends_on_a_day_off_ends_on_the_next_working_day():
    assert STATUTORY.add_days(date(2026, 9, 28), 3) == date(2026, 10, 8)
    assert STATUTORY.add_days(date(2026, 11, 11), 2) == date(2026, 11, 13)


def test_a_period_that_ends_on_a_make_up_working_day_is_not_moved():
    assert STATUTORY.add_days(date(2026, 10, 8), 2) == date(2026, 10, 10)


def test_an_own_day_off_is_not_counted_but_does_not_move_the_end_of_a_period_of_days():
    assert not WITH_OWN_DAY.is_working(OWN_DAY)
    assert WITH_OWN_DAY.add_working_days(date(2026, 11, 26), 1) == date(2026, 11, 30)
    assert WITH_OWN_DAY.add_days(date(2026, 11, 26), 1) == OWN_DAY
    assert WITH_OWN_DAY.statutory_days.nth(date(2026, 11, 26), 1) == OWN_DAY


def test_a_year_without_a_table_counts_monday_to_friday_and_is_not_known():
    assert not STATUTORY.is_known(date(2027, 1, 1))
    assert STATUTORY.is_known(date(2026, 12, 31))
    assert STATUTORY.is_working(date(2027, 1, 1))
    assert not STATUTORY.are_known(date(2026, 12, 30), date(2027, 1, 4))
    assert STATUTORY.are_known(date(2025, 12, 30), date(2026, 1, 4))


def test_the_library_holds_every_year_from_2004_to_2026():
    assert set(range(2004, 2027)) <= STATUTORY_YEARS


@pytest.mark.parametrize(
    ("day", "note"),
    [
        (date(2026, 11, 20), None),
        (date(2026, 11, 21), Note(Why.WEEKEND)),
        (date(2026, 10, 3), Note(Why.HOLIDAY, "National Day")),
        (date(2026, 10, 10), Note(Why.MAKE_UP, "National Day")),
        (OWN_DAY, Note(Why.OWN_DAY_OFF, "公司日", "厂发〔2026〕3号")),
    ],
)
def test_every_special_day_says_why(day, note):
    assert WITH_OWN_DAY.note(day) == note


def test_a_day_set_by_the_organisation_stands_over_the_table():
    calendar = Calendar(
        {
            date(2027, 1, 1): SetDay(working=False, statutory=True, reason="元旦"),
            date(2027, 1, 2): SetDay(working=True, statutory=True, reason="元旦"),
            date(2027, 1, 9): SetDay(working=True, statutory=False, reason="赶工"),
        },
        STATUTORY_YEARS | {2027},
    )
    assert [calendar.is_working(date(2027, 1, n)) for n in (1, 2, 9)] == [False, True, True]
    assert [calendar.note(date(2027, 1, n)).why for n in (1, 2, 9)] == [Why.HOLIDAY, Why.MAKE_UP, Why.OWN_WORKING_DAY]
    assert calendar.statutory_days.between(date(2027, 1, 8), date(2027, 1, 9)) == 0
    assert calendar.is_known(date(2027, 1, 1))


@pytest.mark.parametrize("day", [date(1969, 12, 31), date(2101, 1, 1)])
def test_days_beyond_the_calendar_are_refused_not_guessed(day):
    with pytest.raises(ValueError, match="lies outside"):
        STATUTORY.is_working(day)
    with pytest.raises(ValueError, match="calendar ends"):
        STATUTORY.add_working_days(LAST_DAY, 1)


@given(DAYS, st.integers(0, 900))
def test_counting_agrees_with_a_walk_over_the_days(start, reach):
    until = start + timedelta(days=reach)
    walked = [start + timedelta(days=n) for n in range(1, reach + 1)]
    worked = [day for day in walked if STATUTORY.is_working(day)]
    assert STATUTORY.working_days_between(start, until) == len(worked)
    assert STATUTORY.working_days_between(until, start) == 0
    if worked:
        assert STATUTORY.add_working_days(start, len(worked)) == worked[-1]


@given(DAYS, st.integers(1, 400))
def test_the_nth_working_day_is_n_working_days_away(start, n):
    due = STATUTORY.add_working_days(start, n)
    assert STATUTORY.is_working(due)
    assert STATUTORY.working_days_between(start, due) == n


def test_a_hundred_thousand_counts_take_less_than_a_second():
    pick = random.Random(1)
    days = [
        date.fromordinal(pick.randrange(date(2004, 1, 1).toordinal(), date(2027, 1, 1).toordinal()))
        for _ in range(1000)
    ]
    begun = time.perf_counter()
    total = sum(STATUTORY.working_days_between(days[n % 1000], days[(7 * n + 1) % 1000]) for n in range(100_000))
    assert total > 0
    assert time.perf_counter() - begun < 1


@pytest.mark.data
def test_every_day_of_the_published_tables_agrees():
    folder = os.environ.get("TONGXIN_DATA")
    if not folder:
        pytest.skip("TONGXIN_DATA is not set: the published holiday tables are not here.")
    files = sorted((Path(folder) / "holidays").glob("*.json"))
    assert files
    for file in files:
        for day in json.loads(file.read_text(encoding="utf-8"))["days"]:
            assert STATUTORY.is_working(date.fromisoformat(day["date"])) is not day["isOffDay"], (file.name, day)
