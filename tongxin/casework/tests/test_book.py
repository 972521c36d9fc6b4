from datetime import date

import pytest
from django.utils.translation import override

from tongxin.casework import book
from tongxin.casework.reads.sentences import latest_answer, promise
from tongxin.clocks.public import Length, Unit
from tongxin.core import clock

CLOCKS = ["accept", "first_reply", "answer", "rate"]


@pytest.mark.parametrize("kind", CLOCKS)
def test_every_clock_has_its_rule_its_words_and_a_term(kind):
    found = book.clock_rule(kind)
    assert Length(found.rule.value, Unit(found.rule.unit)).amount > 0
    assert found.name
    assert str(found.rule.source)


@pytest.mark.parametrize("kind", ["accept", "first_reply", "answer"])
def test_no_clock_runs_longer_than_its_limit_of_law(kind):
    found = book.clock_rule(kind)
    assert found.rule.value < found.limit.value


def test_an_unknown_clock_is_an_error():
    with pytest.raises(KeyError):
        book.clock_rule("coffee")


def test_a_form_offers_only_the_ways_to_raise_that_are_built():
    assert [code for code, _name in book.mode_choices()] == ["named", "handler_only"]


def test_a_category_that_the_pack_no_longer_knows_is_shown_as_it_is():
    assert book.category_name("weather") == "weather"


def test_every_stop_has_a_longest_time():
    assert all(book.longest_stop(code) > 0 for code, _name in book.stop_choices())


@pytest.mark.parametrize(
    ("text", "category", "because"),
    [("食堂太咸", "canteen", "食堂"), ("女更衣室没热水", "facilities", "更衣室"), ("班车晚点", "commuting", "班车")],
)
def test_a_suggestion_says_which_words_spoke_for_it(text, category, because):
    found, words = book.suggest_category(text)
    assert (found, because in words) == (category, True)


def test_a_text_that_says_nothing_is_something_else_for_no_reason():
    assert book.suggest_category("嗯") == ("other", ())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_promise_names_the_unit_and_how_many_may_read_it_before(town, language):
    with override(language):
        text = promise("handler_only", town.units["后勤保障部"])
    assert "后勤保障部" in text
    assert "2" in text


def test_the_latest_answer_is_the_deadline_that_the_case_will_have(town):
    assert clock.today() == date(2026, 3, 16)
    with override("en"):
        assert "7" in latest_answer()
