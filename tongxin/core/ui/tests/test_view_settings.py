"""The language, colours and size of a device are kept in its cookies."""

import pytest
from django.test import RequestFactory

from tongxin.core.errors import BadInputError
from tongxin.core.ui.views import set_view


def sent(**data):
    return set_view(RequestFactory().post("/view", data))


def test_a_choice_is_kept_for_a_year_and_leads_back():
    response = sent(theme="dark", next="/cases?q=1")
    cookie = response.cookies["tongxin_theme"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["httponly"]) == ("dark", 31536000, "Lax", True)
    assert response["Location"] == "/cases?q=1"
    assert list(response.cookies) == ["tongxin_theme"]


def test_language_and_size_are_kept_too():
    cookies = sent(language="zh-hant", size="large").cookies
    assert (cookies["tongxin_language"].value, cookies["tongxin_size"].value) == ("zh-hant", "large")


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_way_back_never_leaves_the_site(address):
    assert sent(theme="dark", next=address)["Location"] == "/"


def test_a_value_that_is_not_offered_is_refused():
    with pytest.raises(BadInputError):
        sent(theme="pink")


def test_settings_change_by_post_only():
    assert set_view(RequestFactory().get("/view")).status_code == 405
