"""A real browser against the running product, at the two widths that matter, with accessibility looked at."""

import shutil
from contextvars import ContextVar
from datetime import UTC
from functools import cache
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.source import ROOT
from tongxin.core import clock

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NO_FAULT = (
    "the server responded with a status of 4",
    "the server responded with a status of 503",
    "net::ERR_INTERNET_DISCONNECTED",
    "htmx:sendError",
    "htmx:afterRequest",
)
PATIENCE_MS = 20_000  # a browser on a busy machine; what holds is seen long before
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE_RUN = """async rules => (await axe.run(document, {runOnly: rules})).violations.flatMap(
  rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(" ")} – ${node.failureSummary}`))"""


@pytest.fixture(scope="session")
def chromium():
    """One browser for all stories of a process."""
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 - only where a browser is

    path = next(filter(None, map(shutil.which, BROWSERS)))
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Its loop runs in this thread, so Django takes every query for one from asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=PATIENCE_MS)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def held(frozen):
    """Hold the clock in the server's threads too."""
    moment = frozen.astimezone(UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "_frozen", ContextVar("frozen", default=moment))
        yield


def is_fault(message):
    """Return whether the console tells of a broken policy or script; a refusal, an outage or a lost line is none."""
    return message.type == "error" and not any(words in message.text for words in NO_FAULT)


@pytest.fixture
def open_page(chromium, live_server):
    """Open an address at a width, in Chinese. A broken content policy or script fails the test."""
    contexts, faults = [], []

    def show(address, size=DESK, **options):
        context = chromium.new_context(base_url=live_server.url, viewport=size, locale="zh-CN", **options)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if is_fault(message) else None)
        page.goto(address)
        return page

    yield show
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def enter(open_page, live_server, town):
    """Open an address as somebody of the town, on a device of its own."""

    def show(name, address="/", size=PHONE, **options):
        cookie = {
            "name": settings.SESSION_COOKIE_NAME,
            "value": town.enter(Client(), name).cookies[settings.SESSION_COOKIE_NAME].value,
            "domain": urlsplit(live_server.url).hostname,
            "path": "/",
            "expires": -1,
            "httpOnly": True,
            "secure": False,
            "sameSite": "Lax",
        }
        return open_page(address, size, storage_state={"cookies": [cookie], "origins": []}, **options)

    return show


@cache
def axe_script():
    """Return axe as text: the content policy lets no script in, but does not forbid evaluation from outside."""
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def axe():
    """Return what axe finds wrong with a page by WCAG 2.2 AA, or by some rules only."""

    def look(page, rules=AXE_RULES):
        page.evaluate(axe_script())
        return page.evaluate(AXE_RUN, rules)

    return look


def width_of(page):
    """Return how wide a page is: wider than its window means scrolling sideways."""
    return page.evaluate("document.documentElement.scrollWidth")
