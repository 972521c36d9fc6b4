"""Every page can be used by everybody: by WCAG 2.2 AA, on phone and desk, light, dark and large, never sideways."""

import pytest

from tests.journeys.conftest import DESK, PHONE, width_of
from tongxin.casework.tests import stories
from tongxin.core.policy import NOBODY
from tongxin.disclosure.writes import ask_correction
from tongxin.feedback.writes import send_remark

pytestmark = pytest.mark.browser

NARROWEST = {"width": 320, "height": 640}
LOOKS = [("light", "normal"), ("dark", "normal"), ("light", "large")]
FOOT = {"/norms", "/complaints", "/privacy"}  # what the end of every page leads to
FEET = "[...document.querySelectorAll('.page-end a')].filter(a => a.checkVisibility()).map(a => a.getAttribute('href'))"
LOOK = "([theme, size]) => Object.assign(document.documentElement.dataset, {theme, size})"

# {raised}, {in_hand}, {answered}, {closed} and {sealed} are the keys of cases
PAGES = {
    "": ["/sign-in", "/no-such-page", "/norms", "/privacy", "/complaints", "/complaints/{remark}", "/offline"],
    "何小满": [
        "/", "/say", "/my-cases", "/me", "/me/data", "/me/password", "/me/telling", "/inbox",
        "/cases/{raised}", "/cases/{in_hand}", "/cases/{answered}", "/cases/{closed}",
    ],
    "李桐": ["/", "/workbench", "/queue", "/queue/{in_hand}", "/queue/{raised}", "/queue/{in_hand}/stop",
              "/queue/{in_hand}/hand-on"],
    "沈知夏": ["/workbench", "/queue?view=done", "/queue/{sealed}", "/queue/{in_hand}/extend", "/queue/routes",
               "/corrections", "/corrections/{correction}",
               "/burden", "/remarks", "/remarks/{remark}", "/people", "/units", "/me/keys"],
    "顾长风": ["/workbench"],
    "周守一": ["/system", "/system/robots"],
    "吴静言": ["/keys"],
    "郑明察": ["/journal"],
}  # fmt: skip
ROLES = [
    "a stranger",
    "a raiser",
    "a handler",
    "an officer",
    "a leader",
    "a system administrator",
    "a security administrator",
    "an auditor",
]
STILL = {"reduced_motion": "reduce"}  # colours on their way from one look to the other are neither


@pytest.fixture
def keys(town):
    """The keys of one case in each state, of one that is for its handler only, and of a remark about the platform."""
    made = {state: bring(town) for state, bring in stories.STAGES.items()}
    made["sealed"] = stories.accepted(town, mode="handler_only")
    made["remark"] = send_remark(actor=NOBODY, body="台账要填三遍，能不能只填一遍。")
    made["correction"] = ask_correction(actor=town.actor("何小满"), words="我的班组写错了，应是模修班。")
    return {name: row.key for name, row in made.items()}


@pytest.mark.parametrize("name", PAGES, ids=ROLES)
def test_every_page_can_be_used_by_everybody(enter, open_page, axe, keys, name):
    page = enter(name, **STILL) if name else open_page("/sign-in", **STILL)
    found = []
    for address in PAGES[name]:
        page.goto(address.format(**keys))
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            missing = FOOT - set(page.evaluate(FEET)) if address != "/offline" else ()
            found += [f"{address} {size['width']}: the foot does not lead to {way}" for way in missing]
            for look in LOOKS:
                page.evaluate(LOOK, look)
                found += [f"{address} {size['width']} {look}: {fault}" for fault in axe(page)]
                found += [f"{address} {size['width']} {look}: is {width_of(page)} wide"] * (
                    width_of(page) > size["width"]
                )
        page.set_viewport_size(NARROWEST)
        page.evaluate(LOOK, ("light", "normal"))
        found += [f"{address}: is {width_of(page)} wide at 320"] * (width_of(page) > NARROWEST["width"])
    assert found == []
