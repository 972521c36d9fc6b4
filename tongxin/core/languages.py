"""The language of a request: the device's own choice, the person's, the browser's, else simplified Chinese."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from tongxin.core.outages import is_outage

TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


class LanguageMiddleware:
    """Answers each request in one language, and says which."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the request's language."""
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(request: HttpRequest) -> str:
    """Return the code of the language to answer in."""
    known = {code for code, _name in settings.LANGUAGES}
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in known:
        return chosen
    wanted = (_ours(tag) for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
    return next((code for code in (_of_the_person(request), *wanted) if code in known), settings.LANGUAGE_CODE)


def _of_the_person(request: HttpRequest) -> str:
    """Return what the session says; without a database the browser's wish must do, to tell of it in."""
    try:
        return str(request.session.get("language", ""))
    except Exception as error:
        if not is_outage(error):
            raise
        return ""


def known_language(tag: str) -> str:
    """Return the code of a language as HTML or an address writes it; simplified Chinese for one that is not ours."""
    code = _ours(tag.lower())
    return code if code in {known for known, _name in settings.LANGUAGES} else settings.LANGUAGE_CODE


def _ours(tag: str) -> str:
    if tag.startswith(TRADITIONAL):
        return "zh-hant"
    if tag == "zh" or tag.startswith("zh-"):
        return "zh-hans"
    return tag.partition("-")[0]
