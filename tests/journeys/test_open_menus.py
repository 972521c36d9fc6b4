"""Menus that are open: they stay on a phone's page, in either size, and so does the page."""

import pytest

from tests.journeys.conftest import PHONE, width_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", ["normal", "large"])
def test_an_open_menu_of_a_unit_or_a_person_makes_no_phone_scroll_sideways(enter, town, size):
    page = enter("沈知夏", "/", PHONE)
    for address in (f"/units/{town.units['冲压一车间'].key}", f"/people/{town.people['何小满'].key}"):
        page.goto(address)
        page.evaluate("size => { document.documentElement.dataset.size = size }", size)
        menus = page.locator(".drop > summary").all()
        assert menus
        for menu in menus:
            menu.click()
            left, right = page.locator(".drop[open] > .sheet").evaluate(
                "part => [part.getBoundingClientRect().left, part.getBoundingClientRect().right]"
            )
            assert (left >= 0, right <= PHONE["width"], width_of(page)) == (True, True, PHONE["width"])
            menu.click()
