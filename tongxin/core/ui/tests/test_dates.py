"""Days and moments are worded as people of each language say them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from tongxin.core import clock
from tongxin.core.ui import dates

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (date(2026, 11, 20), "今天", "Today"),
        (date(2026, 11, 21), "明天", "Tomorrow"),
        (date(2026, 11, 19), "昨天", "Yesterday"),
        (date(2026, 12, 3), "12月3日", "3 Dec"),
        (date(2025, 12, 3), "2025年12月3日", "3 Dec 2025"),
    ],
)
def test_a_day_is_said_as_people_say_it(day, chinese, english):
    with translation.override("zh-hans"):
        assert dates.day_words(day, TODAY) == chinese
    with translation.override("en"):
        assert dates.day_words(day, TODAY) == english


def test_a_day_with_its_weekday_is_short_in_both_languages():
    with translation.override("zh-hans"):
        assert dates.day_long(date(2026, 12, 3)) == "12月3日 周四"
    with translation.override("en"):
        assert dates.day_long(date(2026, 12, 3)) == "Thu 3 Dec"


def test_a_moment_is_told_on_the_wall_clock_of_the_organisation():
    with clock.at(datetime(2026, 11, 20, 4, tzinfo=UTC)), translation.override("zh-hans"):
        assert dates.moment_words(datetime(2026, 11, 19, 2, 5, tzinfo=UTC)) == "昨天 10:05"
        assert dates.moment_words(datetime(2026, 11, 17, 8, 20, tzinfo=UTC)) == "11月17日 16:20"
        # 17:00 UTC is already the next day in Shanghai.
        assert dates.moment_words(datetime(2026, 11, 19, 17, 0, tzinfo=UTC)) == "今天 01:00"


def test_the_full_form_has_year_and_weekday():
    with translation.override("zh-hans"):
        assert dates.moment_full(datetime(2026, 12, 3, 2, 5, tzinfo=UTC)) == "2026年12月3日 星期四 10:05"
