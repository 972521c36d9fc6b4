"""The language of a page: the device's choice, the person's, the browser's, else simplified Chinese."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import get_language, gettext

from tongxin.core.languages import LanguageMiddleware


def answered(cookie="", session="", accept=""):
    request = RequestFactory().get("/", headers={"accept-language": accept} if accept else {})
    request.session = {"language": session} if session else {}
    if cookie:
        request.COOKIES["tongxin_language"] = cookie
    return LanguageMiddleware(lambda _: HttpResponse(f"{get_language()} {gettext('Tomorrow')}"))(request)


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "zh-hans"),
        ("zh-CN,zh;q=0.9", "zh-hans"),
        ("zh", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("zh-HK,en;q=0.8", "zh-hant"),
        ("zh-Hant-TW", "zh-hant"),
        ("en-GB", "en"),
        ("fr,en;q=0.5", "en"),
        ("fr", "zh-hans"),
    ],
)
def test_the_browser_is_understood(accept, language):
    assert answered(accept=accept)["Content-Language"] == language


def test_the_choice_of_the_device_comes_first_then_the_person_then_the_browser():
    assert answered(cookie="en", session="zh-hant", accept="zh-CN")["Content-Language"] == "en"
    assert answered(session="zh-hant", accept="zh-CN")["Content-Language"] == "zh-hant"
    assert answered(cookie="xx", accept="en")["Content-Language"] == "en"


def test_the_page_is_written_in_the_language_and_says_what_it_depends_on():
    response = answered(cookie="zh-hans")
    assert response.content.decode() == "zh-hans 明天"
    assert {part.strip() for part in response["Vary"].split(",")} == {"Accept-Language", "Cookie"}


def test_traditional_and_english_pages_are_complete():
    assert answered(cookie="zh-hant").content.decode() == "zh-hant 明天"
    assert answered(cookie="en").content.decode() == "en Tomorrow"
