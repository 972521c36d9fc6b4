"""Every page can be used by everybody: by WCAG 2.2 AA, on phone and desk, light, dark and large, never sideways."""

import pytest

from tests.journeys.conftest import AXE_RULES, DESK, PHONE, width_of
from tongxin.casework.tests import stories

pytestmark = pytest.mark.browser

NARROWEST = {"width": 320, "height": 640}
# Another look changes nothing but colours, or sizes: only the rules about these are asked again.
LOOKS = {
    ("light", "normal"): AXE_RULES,
    ("dark", "normal"): ["color-contrast"],
    ("light", "large"): ["target-size"],
}
LOOK = "([theme, size]) => Object.assign(document.documentElement.dataset, {theme, size})"

# {raised}, {in_hand}, {answered}, {closed} and {sealed} are the keys of cases
PAGES = {
    "": ["/sign-in", "/no-such-page"],
    "何小满": [
        "/", "/say", "/my-cases", "/me", "/me/password", "/inbox",
        "/cases/{raised}", "/cases/{in_hand}", "/cases/{answered}", "/cases/{closed}",
    ],
    "李桐": ["/", "/workbench", "/queue", "/queue/{in_hand}", "/queue/{raised}", "/queue/{in_hand}/stop",
              "/queue/{in_hand}/hand-on"],
    "沈知夏": ["/workbench", "/queue?view=done", "/queue/{sealed}", "/queue/{in_hand}/extend", "/queue/routes"],
    "顾长风": ["/workbench"],
    "周守一": ["/system"],
    "郑明察": ["/journal"],
}  # fmt: skip
ROLES = ["a stranger", "a raiser", "a handler", "an officer", "a leader", "a system administrator", "an auditor"]
STILL = {"reduced_motion": "reduce"}  # colours on their way from one look to the other are neither


@pytest.fixture
def keys(town):
    """The keys of one case in each state, and of one that is for its handler only."""
    made = {state: bring(town) for state, bring in stories.STAGES.items()}
    made["sealed"] = stories.accepted(town, mode="handler_only")
    return {name: case.key for name, case in made.items()}


@pytest.mark.parametrize("name", PAGES, ids=ROLES)
def test_every_page_can_be_used_by_everybody(enter, open_page, axe, keys, name):
    page = enter(name, **STILL) if name else open_page("/sign-in", **STILL)
    found = []
    for address in PAGES[name]:
        page.goto(address.format(**keys))
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            for look, rules in LOOKS.items():
                page.evaluate(LOOK, look)
                found += [f"{address} {size['width']} {look}: {fault}" for fault in axe(page, rules)]
                found += [f"{address} {size['width']} {look}: is {width_of(page)} wide"] * (
                    width_of(page) > size["width"]
                )
        page.set_viewport_size(NARROWEST)
        page.evaluate(LOOK, ("light", "normal"))
        found += [f"{address}: is {width_of(page)} wide at 320"] * (width_of(page) > NARROWEST["width"])
    assert found == []
