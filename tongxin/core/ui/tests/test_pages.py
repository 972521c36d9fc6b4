"""The base templates and the gallery render whole pages."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from tongxin.core.policy import NOBODY
from tongxin.core.ui.shell import Place, register_place
from tongxin.core.ui.tests.conftest import HANDLER
from tongxin.core.ui.views import gallery

URL = "ui:gallery"
PARTS = [
    *("btn btn-main", "badge late", "ruler", "panel late", "steps", "pager", "pick", "seg full", "empty"),
    *("talk", "toast", "seal", "honour", "field", "table", "row"),
]


def page(template, actor=HANDLER, **context):
    request = RequestFactory().get("/cases?q=1")
    request.actor, request._messages, request.resolver_match = actor, [], None
    return render_to_string(template, context, request)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_gallery_shows_every_part_in_every_language(language, bars):
    request = RequestFactory().get("/gallery")
    request._messages = []
    with translation.override(language):
        html = gallery(request).content.decode()
    for part in PARTS:
        assert f'class="{part}"' in html
    assert f'<html lang="{language[:2]}' in html


def test_a_phone_page_has_brand_text_and_dock(bars):
    register_place(Place("home", "首页", "home", URL))
    html = page("ui/phone.html")
    assert '<main id="main" class="page ">' in html
    assert '<nav class="dock"' in html
    assert html.index('class="skip"') < html.index('class="brand"') < html.index("<main") < html.index('class="dock"')


def test_a_phone_page_one_came_to_leads_back(bars):
    html = page("ui/phone.html", back_url="/mine")
    assert '<a class="btn btn-icon" href="/mine"' in html
    assert 'class="brand"' not in html


def test_a_desk_page_has_the_side_bar_and_its_narrow_form(bars):
    register_place(Place("listen", "诉求办理", "message", URL, bar="side", character="听"))
    html = page("ui/desk.html")
    assert '<body class="desk" data-keys="on">' in html
    assert '<a class="job" href="/gallery"><b aria-hidden="true">听</b>' in html
    assert '<nav class="dock"' in html


def test_a_split_page_shows_the_list_or_the_detail_where_there_is_room_for_one(bars):
    assert 'class="split"' in page("ui/desk_split.html")
    assert 'class="split showing-detail"' in page("ui/desk_split.html", showing_detail=True)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429, 503])
def test_an_error_says_what_happened_and_the_way_home(status, bars):
    html = page("ui/error.html", NOBODY, status=status, message="What now.")
    assert "What now." in html
    assert 'href="/"' in html


def test_the_error_part_is_the_panel_alone(bars):
    html = page("ui/error.html#message", NOBODY, status=409, message="Look again.")
    assert html.startswith('<div class="panel soon" id="error" role="alert">')
    assert "<main" not in html


def test_the_view_switch_leads_back_to_the_page(bars):
    assert '<input type="hidden" name="next" value="/cases?q=1">' in page("ui/base.html", NOBODY)


def test_a_choice_whose_words_do_not_say_what_is_chosen_is_named(bars):
    shown = page("ui/base.html", NOBODY)
    assert shown.count("键盘快捷键（如 j、k）</span>") == 1
    assert "语言</span>" not in shown


def test_messages_stand_in_a_region_that_is_read_out(bars):
    html = page("ui/parts/toasts.html", messages=["Passed on"])
    assert html.startswith('<div class="toasts" id="toasts" role="status">')
    assert '<p class="toast">Passed on</p>' in html
    assert 'hx-swap-oob="true"' in page("ui/parts/toasts.html", messages=["Passed on"], oob=True)


def test_htmx_runs_no_code_from_the_page_and_shows_refusals(bars):
    html = page("ui/base.html", NOBODY)
    assert '"allowEval": false' in html
    assert '"includeIndicatorStyles": false' in html
    assert '{"code": "403|404|409|410|422|429|503", "swap": true}' in html
