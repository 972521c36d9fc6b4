"""Arithmetic of terms, and what the pack says of each."""

from datetime import date

import pytest
from django.utils.translation import override

from tongxin.core.retention import holdings
from tongxin.retention.book import terms
from tongxin.retention.rules import months_before
from tongxin.retention.words import months_words


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 16), 48, date(2022, 3, 16)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 5), 1, date(2025, 12, 5)),
        (date(2026, 1, 5), 13, date(2024, 12, 5)),
    ],
)
def test_a_term_is_counted_back_in_months(day, months, before):
    assert months_before(day, months) == before


def test_each_holding_has_one_term_with_a_source_and_each_term_a_holding():
    assert sorted(term.what for term in terms()) == sorted(holdings())
    assert all(term.rule.source.title and term.rule.unit == "months" for term in terms())


def test_no_term_is_shorter_than_the_law_allows():
    assert all(term.rule.value >= term.least for term in terms())
    assert {term.what: term.least for term in terms()}["journal.looks"] == 6


@pytest.mark.parametrize(
    ("language", "months", "words"),
    [
        ("zh-hans", 120, "10 年"),
        ("zh-hans", 12, "1 年"),
        ("zh-hans", 6, "6 个月"),
        ("zh-hans", 18, "18 个月"),
        ("zh-hans", 0, "0 个月"),
        ("zh-hant", 48, "4 年"),
        ("zh-hant", 18, "18 個月"),
        ("en", 12, "1 year"),
        ("en", 24, "2 years"),
        ("en", 1, "1 month"),
        ("en", 30, "30 months"),
    ],
)
def test_whole_years_are_said_as_years(language, months, words):
    with override(language):
        assert months_words(months) == words
