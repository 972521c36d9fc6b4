import pytest
from django.http import HttpResponse
from django.utils.translation import get_language

from tongxin.core.languages import LanguageMiddleware, language_of


@pytest.fixture
def ask(rf, settings):
    def asked(browser="", person="", device=""):
        request = rf.get("/", headers={"Accept-Language": browser})
        request.session = {"language": person} if person else {}
        if device:
            request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = device
        return request

    return asked


@pytest.mark.parametrize(
    ("browser", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("zh-Hant-HK", "zh-hant"),
        ("en-GB,en;q=0.9", "en"),
        ("fr,en;q=0.5", "en"),
        ("fr", "zh-hans"),
        ("", "zh-hans"),
        ("*;q=x,,;", "zh-hans"),
    ],
)
def test_the_browser_s_wish_is_met_where_it_can_be(ask, browser, language):
    assert language_of(ask(browser)) == language


def test_the_device_s_choice_wins_over_the_person_s_and_that_over_the_browser_s(ask):
    assert language_of(ask("en", person="zh-hant", device="zh-hans")) == "zh-hans"
    assert language_of(ask("en", person="zh-hant")) == "zh-hant"


def test_a_choice_that_does_not_exist_is_passed_over(ask):
    assert language_of(ask("en", person="tlh", device="xx")) == "en"


def test_a_request_is_answered_in_its_language_and_says_so(ask):
    seen = []

    def view(request):
        seen.append(get_language())
        return HttpResponse()

    response = LanguageMiddleware(view)(ask("zh-TW"))
    assert (seen, response["Content-Language"]) == (["zh-hant"], "zh-hant")
    assert "Accept-Language" in response["Vary"]
