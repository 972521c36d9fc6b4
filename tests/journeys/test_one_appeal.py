"""One appeal goes all the way round, between a phone on the shop floor and a keyboard at a desk."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE
from tongxin.casework.models import Case

pytestmark = pytest.mark.browser

WORDS = "女更衣室夜里10点以后没热水，报修过两次还没好。"
TAP, CHARACTER, MINUTE = 1.2, 1.0, 60  # seconds: a tap of the thumb, a character on a phone's keyboard


class Thumb:
    """A thumb on a phone: it counts what it does, in the seconds that people need for it."""

    def __init__(self):
        self.seconds = 0.0

    def tap(self, part):
        self.seconds += TAP
        part.tap()

    def write(self, part, text):
        self.tap(part)
        self.seconds += CHARACTER * len(text)
        part.press_sequentially(text)


@pytest.fixture
def phone(enter):
    """Her phone."""
    return enter("何小满", "/", PHONE, has_touch=True)


@pytest.fixture
def desk(enter):
    """His desk."""
    return enter("李桐", "/queue?view=new", DESK)


def raise_it(phone):
    """Say it, for the handler only."""
    thumb = Thumb()
    thumb.tap(phone.locator(".dock").get_by_text("说事"))
    thumb.write(phone.get_by_label("发生了什么"), WORDS)
    expect(phone.locator("#promise")).to_contain_text("受理前，后勤保障部的 2 位经办人看得到内容，看不到你是谁。")
    expect(phone.locator("#promise")).to_contain_text("你的班组、车间和公司领导都看不到")
    expect(phone.locator(".foot")).to_contain_text("交给 后勤保障部")
    expect(phone.get_by_role("radio", name="只给经办人")).to_be_checked()
    thumb.tap(phone.get_by_role("button", name="交上去"))
    expect(phone.locator("h1")).to_contain_text("已交给后勤保障部")
    return thumb


def accept_by_keys(desk):
    """Find it, open it, take it in hand, without the mouse."""
    for key in ("j", "Enter"):
        desk.keyboard.press(key)
    expect(desk.locator("#detail")).to_contain_text(WORDS)
    desk.keyboard.press("a")
    expect(desk.locator("#detail h1")).to_contain_text("你正在办理")


def reply_by_keys(desk, text):
    """Write to her, without the mouse."""
    desk.keyboard.press("r")
    desk.keyboard.type(text)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".talk")).to_contain_text(text)


def answer_by_keys(desk, text):
    """Answer formally, without the mouse: back from the text to the choice, and two to the right."""
    for key in ("r", "Shift+Tab", "ArrowRight", "ArrowRight", "r"):
        desk.keyboard.press(key)
    desk.keyboard.type(text)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#detail h1")).to_contain_text("已答复")


def stop_and_restart(desk, phone):
    """Wait for her, who reads why; then go on."""
    desk.keyboard.press("p")
    desk.get_by_label("等提出人补充").check()
    desk.get_by_label("具体说明").fill("等你拍一张控制器的照片。")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("#detail h1")).to_contain_text("已暂停计时")
    phone.reload()
    expect(phone.locator(".talk")).to_contain_text("等你拍一张控制器的照片。")
    desk.keyboard.press("p")
    expect(desk.locator("#detail h1")).not_to_contain_text("暂停计时")


def rate(phone, word):
    """Say whether it is solved."""
    phone.reload()
    phone.locator(".pick").filter(has=phone.get_by_text(word, exact=True)).tap()
    phone.get_by_role("button", name="提交评价").tap()


def test_an_appeal_goes_all_the_way_round_and_round_again(phone, desk):
    raise_it(phone)
    desk.reload()
    accept_by_keys(desk)
    reply_by_keys(desk, "我今晚去看。")
    phone.reload()
    expect(phone.locator(".talk")).to_contain_text("我今晚去看。")
    phone.get_by_label("补充一句").fill("十点以后来。")
    phone.get_by_role("button", name="发送").tap()
    expect(phone.locator(".talk")).to_contain_text("十点以后来。")
    stop_and_restart(desk, phone)
    answer_by_keys(desk, "控制器换好了。")
    rate(phone, "没解决")
    expect(phone.locator("h1")).to_contain_text("李桐 正在办理")
    expect(phone.locator(".talk")).to_contain_text("第 2 次办理")
    expect(phone.get_by_text("今天开始")).to_be_visible()
    desk.reload()
    answer_by_keys(desk, "这回两个都换了。")
    rate(phone, "解决了")
    expect(phone.locator("h1")).to_contain_text("你说解决了")
    case = Case.objects.get()
    assert (case.status, case.outcome, case.round) == ("closed", "solved", 2)


def test_a_first_appeal_takes_less_than_a_minute_of_hands(phone):
    assert raise_it(phone).seconds < MINUTE


def test_without_a_script_everything_can_still_be_done(enter):
    phone = enter("何小满", "/say", PHONE, java_script_enabled=False)
    phone.get_by_label("发生了什么").fill(WORDS)
    phone.get_by_role("button", name="交上去").click()
    expect(phone.locator("h1")).to_contain_text("已交给后勤保障部")
    desk = enter("李桐", "/queue?view=new", DESK, java_script_enabled=False)
    desk.locator(".case").click()
    desk.get_by_role("button", name="受理").click()
    desk.get_by_text("正式答复").click()
    desk.get_by_placeholder("说清楚做了什么").fill("控制器换好了。")
    desk.get_by_role("button", name="发送").click()
    expect(desk.locator("#detail h1")).to_contain_text("已答复")
    phone.reload()
    phone.get_by_label("解决了", exact=True).check()
    phone.get_by_role("button", name="提交评价").click()
    expect(phone.locator("h1")).to_contain_text("你说解决了")
