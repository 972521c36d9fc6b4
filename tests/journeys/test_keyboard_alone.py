"""With the keyboard alone: a matter is raised, accepted and answered, by Tab, Space, Enter, arrows."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK
from tongxin.casework.models import Case

pytestmark = pytest.mark.browser

WORDS = "女更衣室夜里10点以后没热水。"
MOST_STEPS = 80
SEEN = """part => {
  const style = getComputedStyle(part), label = part.closest("label, .pick");
  const around = label ? getComputedStyle(label) : style;
  return [style, around].some(one => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 1);
}"""


def tab_to(page, part):
    """Press Tab until the focus is on a part, and see that it shows."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if part.evaluate("part => part === document.activeElement"):
            assert part.evaluate(SEEN), "the focus cannot be seen"
            return
    raise AssertionError(f"Tab does not reach {part}.")


def test_a_matter_is_raised_accepted_and_answered_with_the_keyboard_alone(enter):
    raiser = enter("何小满", "/", DESK, reduced_motion="reduce")
    raiser.keyboard.press("Tab")
    expect(raiser.locator(".skip")).to_be_focused()
    tab_to(raiser, raiser.locator(".dock a", has_text="说事"))
    raiser.keyboard.press("Enter")
    body = raiser.get_by_label("发生了什么")
    tab_to(raiser, body)
    raiser.keyboard.type(WORDS)
    tab_to(raiser, raiser.locator("input[type=file]"))
    tab_to(raiser, raiser.get_by_role("radio", name="只给经办人"))
    raiser.keyboard.press("ArrowUp")
    expect(raiser.get_by_role("radio", name="实名")).to_be_checked()
    tab_to(raiser, raiser.get_by_role("button", name="交上去"))
    raiser.keyboard.press("Enter")
    expect(raiser.locator("h1")).to_contain_text("已交给后勤保障部")

    handler = enter("李桐", "/queue?view=new", DESK, reduced_motion="reduce")
    tab_to(handler, handler.locator(".case").first)
    handler.keyboard.press("Enter")
    expect(handler.locator("#detail")).to_contain_text(WORDS)
    tab_to(handler, handler.locator("#detail").get_by_role("button", name="受理"))
    handler.keyboard.press("Enter")
    expect(handler.locator("#detail h1")).to_contain_text("你正在办理")
    expect(handler.locator("#id_text")).to_be_focused()
    handler.keyboard.press("Shift+Tab")
    handler.keyboard.press("ArrowRight")
    handler.keyboard.press("ArrowRight")
    tab_to(handler, handler.locator("#id_text"))
    handler.keyboard.type("控制器换好了。")
    tab_to(handler, handler.locator("#reply").get_by_role("button", name="发送"))
    handler.keyboard.press("Space")
    expect(handler.locator("#detail h1")).to_contain_text("已答复")
    expect(handler.locator("#newest")).to_be_focused()
    assert Case.objects.get().status == "answered"
