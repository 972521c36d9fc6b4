"""When a message leaves. The week: Friday 20 November 2026, a weekend, Monday 23 November."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tongxin.inbox.rules.hours import Digest, Hours, allowed_from, send_at, window_end
from tongxin.inbox.rules.retrying import pause_after

ZONE = ZoneInfo("Asia/Shanghai")
TEN = timedelta(minutes=10)


def usual(**changes):
    chosen = {
        "quiet_from": time(22),
        "quiet_until": time(7),
        "quiet_days": True,
        "digest": Digest.AT_ONCE,
        "digest_at": time(17),
        "urgent_anyway": False,
    }
    return Hours(**(chosen | changes))


def at(text):
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)


def works(day: date):
    return day.weekday() < 5


def leaves(told, *, urgent=False, **changes):
    return send_at(at(told), usual(**changes), urgent=urgent, works=works, window=TEN)


@pytest.mark.parametrize(
    ("told", "leaving"),
    [
        ("20 10:00", "20 10:10"),
        ("20 10:09", "20 10:10"),
        ("20 21:45", "20 21:50"),
        ("20 21:55", "23 07:00"),  # the window ends at 22:00, in the quiet hours, and the morning after is a Saturday
        ("19 22:30", "20 07:00"),
        ("19 23:59", "20 07:00"),
        ("20 00:30", "20 07:00"),
        ("20 06:55", "20 07:00"),
        ("21 12:00", "23 07:00"),
    ],
)
def test_at_once_means_at_the_end_of_the_window_outside_quiet_hours_and_days_off(told, leaving):
    assert leaves(told) == at(leaving)


@pytest.mark.parametrize(
    ("told", "leaving"), [("20 10:00", "20 17:00"), ("20 17:00", "23 17:00"), ("21 09:00", "23 17:00")]
)
def test_once_a_day_means_at_the_chosen_time_of_the_next_working_day(told, leaving):
    assert leaves(told, digest=Digest.DAILY) == at(leaving)


def test_what_is_not_urgent_stays_inside_where_the_person_wants_only_urgent_ones():
    assert leaves("20 10:00", digest=Digest.OFF) is None
    assert leaves("20 10:00", digest=Digest.OFF, urgent=True) == at("20 10:10")


def test_an_urgent_one_does_not_wait_for_the_daily_time():
    assert leaves("20 10:00", digest=Digest.DAILY, urgent=True) == at("20 10:10")


def test_an_urgent_one_waits_for_the_morning_too_unless_the_person_allows_otherwise():
    assert leaves("21 23:00", urgent=True) == at("23 07:00")
    assert leaves("21 23:00", urgent=True, urgent_anyway=True) == at("21 23:10")
    assert leaves("21 23:00", urgent=False, urgent_anyway=True) == at("23 07:00")


def test_days_off_count_as_others_where_the_person_does_not_keep_them():
    assert leaves("21 12:00", quiet_days=False) == at("21 12:10")


def test_quiet_hours_may_lie_within_a_day():
    hours = {"quiet_from": time(12), "quiet_until": time(14)}
    assert leaves("20 12:30", **hours) == at("20 14:00")
    assert leaves("20 23:00", **hours) == at("20 23:10")


def test_equal_ends_mean_no_quiet_hours():
    assert leaves("20 23:00", quiet_from=time(8), quiet_until=time(8)) == at("20 23:10")


def test_a_calendar_without_working_days_holds_nothing_up_for_ever():
    assert allowed_from(at("20 10:00"), usual(), lambda _day: False) > at("20 10:00")


def test_windows_meet_without_a_gap():
    assert window_end(at("20 10:00"), TEN) == at("20 10:10")
    assert window_end(at("20 10:00") - timedelta(seconds=1), TEN) == at("20 10:00")
    assert window_end(at("20 23:55"), TEN) == at("21 00:00")


def test_pauses_grow_and_end():
    pauses = [timedelta(minutes=2), timedelta(minutes=10)]
    assert [pause_after(tries, pauses) for tries in (1, 2, 3, 0)] == [*pauses, None, None]
