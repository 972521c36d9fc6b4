"""Every shared component in every state, in a real browser."""

import pytest

from tests.journeys.conftest import DESK, PHONE, width_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_component_can_be_used_by_everybody(open_page, axe, size):
    page = open_page("/gallery", size)
    assert axe(page) == []
    assert width_of(page) == size["width"]
