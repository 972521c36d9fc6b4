"""Each tag renders the markup that the sheets and scripts expect."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from tongxin.core import clock


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def shown(source, path="/list?q=hot&after=x", **context):
    html = engines["django"].from_string(source).render(context, RequestFactory().get(path))
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html)).strip()


class Form(forms.Form):
    text = forms.CharField(label="What happened", widget=forms.Textarea, help_text="In your own words")
    wish = forms.CharField(label="Wish", required=False)
    who = forms.ChoiceField(
        label="Say it as", choices=[("named", "Named"), ("hidden", "Hidden")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="Agreed", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_an_icon_points_into_the_sprite_and_is_silent():
    assert shown('{% icon "clock" %}') == (
        '<svg class="icon" aria-hidden="true"><use href="/static/ui/icons.svg#clock"/></svg>'
    )
    assert 'class="icon icon-s"' in shown('{% icon "clock" small=True %}')


def test_a_badge_is_a_word_with_an_icon_and_escapes_the_word():
    html = shown('{% badge word tone="late" icon="clock" %}', word="<b>late</b>")
    assert html.startswith('<span class="badge late"><svg class="icon icon-s"')
    assert html.endswith("&lt;b&gt;late&lt;/b&gt;</span>")


def test_a_field_ties_label_help_and_error_to_its_control():
    html = shown("{% field form.text rows=5 %}", form=Form({}))
    assert '<label for="id_text">What happened</label>' in html
    assert 'class="input"' in html
    assert 'rows="5"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_text_help id_text_error"' in html
    assert '<p class="help" id="id_text_help">In your own words</p>' in html
    assert 'id="id_text_error"' in html


def test_a_field_that_need_not_be_filled_says_so():
    assert "<small>optional</small>" in shown("{% field form.wish %}", form=Form())
    assert "<small>may be left out</small>" in shown('{% field form.wish optional="may be left out" %}', form=Form())
    assert "<small>" not in shown("{% field form.text %}", form=Form())


def test_a_choice_is_a_group_of_cards_with_notes():
    html = shown("{% field form.who notes=notes %}", form=Form(), notes={"hidden": "Two must agree"})
    assert html.startswith('<fieldset class="field"><legend>Say it as</legend>')
    assert html.count('<label class="pick">') == 2
    assert "<b>Hidden</b>Two must agree" in html
    assert "checked" not in html


def test_a_choice_may_be_a_segmented_line_or_a_grid():
    assert '<div class="seg full"><label><input' in shown('{% field form.who look="seg" %}', form=Form())
    assert '<div class="who-grid">' in shown('{% field form.who look="grid" %}', form=Form())


def test_a_checkbox_stands_inside_its_label():
    html = shown("{% field form.agree %}", form=Form())
    assert '<label class="check"><input type="checkbox"' in html
    assert "<span>Agreed</span></label>" in html


def test_a_hidden_field_is_nothing_but_its_input():
    assert shown("{% field form.secret %}", form=Form()) == '<input type="hidden" name="secret" id="id_secret">'


def test_the_pager_keeps_the_query_and_drops_the_other_cursor():
    html = shown("{% pager page %}", page=SimpleNamespace(before="b1", after="a1", words="51-100"))
    assert 'href="?q=hot&amp;before=b1" rel="prev"' in html
    assert 'href="?q=hot&amp;after=a1" rel="next"' in html
    assert "51-100" in html


def test_the_pager_of_a_single_page_is_not_there():
    assert shown("{% pager page %}", page=SimpleNamespace(before="", after="")) == ""


def test_query_with_changes_one_value_and_keeps_the_rest():
    assert shown('{% query_with q="cold" %}') == "?q=cold&amp;after=x"
    assert shown('{% query_with after="" %}') == "?q=hot"


def test_an_empty_list_says_what_would_be_here_and_how_to_start():
    html = shown('{% empty "Nothing yet" "It will stand here." "/new" "Start" %}')
    assert "<b>Nothing yet</b><p>It will stand here.</p>" in html
    assert '<a class="btn" href="/new">Start</a>' in html


def test_steps_mark_what_is_done_and_where_one_is():
    pairs = [("a", "One"), ("b", "Two"), ("c", "Three")]
    assert shown('{% steps items "b" %}', items=pairs) == (
        '<ol class="steps"><li class="done">One</li><li aria-current="step">Two</li><li>Three</li></ol>'
    )
    assert shown("{% steps items done=True %}", items=["One", "Two"]).count('class="done"') == 2


def test_a_panel_box_wraps_what_it_is_given():
    html = shown('{% panel_box "late" icon="clock" %}<p>No connection</p>{% endpanel_box %}')
    assert html.startswith('<div class="panel late"><svg class="icon"')
    assert html.endswith("<p>No connection</p></div>")


def test_each_form_gets_a_key_of_its_own():
    first, second = shown("{% act_key %}"), shown("{% act_key %}")
    form = r'<input type="hidden" name="_key" value="[\w-]{22}"><input type="hidden" name="_for" value="">'
    assert re.fullmatch(form, first)
    assert first != second


def test_a_day_and_a_moment_carry_their_machine_form_and_full_words():
    with clock.at(datetime(2026, 11, 20, 4, tzinfo=UTC)):
        assert shown("{% day d %}", d=date(2026, 12, 3)) == (
            '<time datetime="2026-12-03" title="Thursday 3 December 2026">3 Dec</time>'
        )
        assert shown("{% moment m %}", m=datetime(2026, 11, 19, 2, 5, tzinfo=UTC)) == (
            '<time datetime="2026-11-19T10:05+08:00" title="Thursday 19 November 2026 10:05">Yesterday 10:05</time>'
        )
    assert shown("{% day d %}{% moment d %}", d=None) == ""


def test_a_day_for_paper_bears_its_year_also_in_that_year():
    with clock.at(datetime(2026, 11, 20, 4, tzinfo=UTC)):
        assert shown("{{ d|dated }}", d=date(2026, 12, 3)) == "3 Dec 2026"
