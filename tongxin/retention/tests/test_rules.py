"""Arithmetic of terms, and what the pack says of each."""

from datetime import date

import pytest

from tongxin.core.retention import holdings
from tongxin.retention.book import terms
from tongxin.retention.rules import months_before


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
