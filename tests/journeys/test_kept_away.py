"""Who handles such matters and is spoken of is kept away, if the raiser wishes it; nobody else reads what is sealed."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK
from tongxin.casework.models import Case

pytestmark = pytest.mark.browser

WORDS = "热水报修三次，李桐每次都说修好了，其实没来看过。"


@pytest.fixture
def case(enter):
    """A case about the one who handles such matters, raised on the form."""
    page = enter("何小满", "/say")
    page.get_by_label("发生了什么").fill(WORDS)
    expect(page.locator("#guess")).to_contain_text("李桐 是这类事的经办人")
    page.get_by_text("自己选类别，或者让某人回避").click()
    page.get_by_label("让某人回避", exact=False).fill("李桐")
    page.keyboard.press("Tab")
    expect(page.locator("#guess")).to_contain_text("李桐 看不到")
    expect(page.locator("#promise")).to_contain_text("1 位经办人")
    page.get_by_role("button", name="交上去").click()
    expect(page.locator("h1")).to_contain_text("已交给后勤保障部")
    return Case.objects.get()


def test_the_one_whom_it_is_about_finds_no_trace_of_it(enter, case):
    page = enter("李桐", "/", DESK)
    for address in ("/queue?view=new", "/queue?view=open", f"/queue?view=open&q={case.number}", "/workbench", "/"):
        page.goto(address)
        assert page.locator(f"a[href*='{case.key}']").count() == 0
        assert "热水" not in page.content()
    for address in (f"/cases/{case.key}", f"/queue/{case.key}"):
        assert page.goto(address).status == 404


def test_his_colleague_can_take_it_in_hand_and_then_reads_alone(enter, case):
    colleague = enter("秦朗", f"/queue/{case.key}", DESK)
    expect(colleague.locator("#detail")).to_contain_text(WORDS)
    expect(colleague.locator("#detail")).not_to_contain_text("何小满")
    colleague.keyboard.press("a")
    expect(colleague.locator("#detail")).to_contain_text("何小满")
    officer = enter("沈知夏", f"/queue/{case.key}", DESK)
    expect(officer.locator("#detail")).to_contain_text("只给经办人看")
    assert "热水报修" not in officer.content()
    assert "何小满" not in officer.content()
