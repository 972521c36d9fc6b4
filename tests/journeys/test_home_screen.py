"""On the home screen: the device opens the product without a connection, says so, and has kept nobody's page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
  return found.sort();
}"""
READY = "navigator.serviceWorker.ready.then(() => true)"


@pytest.fixture
def page(enter):
    """A phone that has been here before."""
    page = enter("何小满", "/")
    assert page.evaluate(READY)
    page.reload()
    return page


def test_without_a_connection_the_device_says_so_and_what_now(page, axe):
    page.goto("/my-cases")
    page.context.set_offline(True)
    page.goto("/say")
    expect(page.get_by_role("heading", name="没有网络")).to_be_visible()
    expect(page.get_by_text("退回上一页，你写的还在")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px"  # its sheets are there too
    page.context.set_offline(False)
    page.get_by_text("再试一次", exact=True).click()
    expect(page.get_by_label("发生了什么")).to_be_visible()


def test_the_device_keeps_no_page_of_a_person(page):
    for address in ("/my-cases", "/me", "/say", "/inbox"):
        page.goto(address)
    kept = page.evaluate(KEPT)
    assert "/offline" in kept
    assert [path for path in kept if not path.startswith("/static/")] == ["/offline"]


def test_a_form_sent_into_the_void_is_still_there_after_going_back(page):
    page.goto("/say")
    page.get_by_label("发生了什么").fill("更衣室没有热水。")
    expect(page.locator("[data-draft-status]")).to_contain_text("草稿存好了")
    page.evaluate("Object.defineProperty(navigator, 'onLine', {get: () => true})")  # the Wi-Fi is on and leads nowhere
    page.context.set_offline(True)
    page.get_by_role("button", name="交上去").click()
    expect(page.get_by_role("heading", name="没有网络")).to_be_visible()
    page.context.set_offline(False)
    page.go_back()
    expect(page.get_by_label("发生了什么")).to_have_value("更衣室没有热水。")


def test_a_guess_that_got_nowhere_is_not_called_a_form_that_was_not_sent(page):
    page.goto("/say")
    page.evaluate("Object.defineProperty(navigator, 'onLine', {get: () => true})")
    page.evaluate("document.addEventListener('htmx:sendError', () => { document.body.dataset.failed = 'yes' })")
    page.context.set_offline(True)
    page.get_by_label("发生了什么").fill("更衣室没有热水。")
    expect(page.locator("body[data-failed]")).to_be_attached()
    expect(page.locator("[data-not-sent]")).to_be_hidden()
