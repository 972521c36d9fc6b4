"""Every page can be used by everybody: by WCAG 2.2 AA, on phone and desk, light, dark and large, never sideways.

The main pages are looked at in all views (PAGES), the others in two (MORE): a list is made from the table of all
addresses, so a new page fails until it stands here.
"""

import re
from collections import defaultdict
from datetime import timedelta

import pytest
from django.urls import resolve
from playwright.sync_api import expect

from tests.journeys.conftest import DESK, PHONE, width_of
from tests.rights.table import PAGES as ADDRESSES
from tests.town import FOUNDED, MAKER, PASSWORD
from tongxin.accounts.models import Binding, Factor
from tongxin.casework.tests import stories
from tongxin.config.sms import Sms
from tongxin.core import clock
from tongxin.core.exports import export_kinds
from tongxin.core.policy import NOBODY
from tongxin.disclosure.writes import ask_correction
from tongxin.exchange.rules.signing import secret_of
from tongxin.exchange.writes.endpoints import keep_endpoint
from tongxin.exports.public import ask_export
from tongxin.feedback.writes import send_remark
from tongxin.organisation.importing.carrying_out import advance_imports
from tongxin.organisation.importing.orders import order_apply, order_check
from tongxin.organisation.models import ImportRun
from tongxin.organisation.public import appoint, delegate, give_code, join_unit, register_person
from tongxin.organisation.writes.code_runs import order_codes

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
               "/burden", "/remarks", "/remarks/{remark}", "/people", "/units", "/me/keys",
               "/exports", "/exports/{export}", "/exports/ask?what=cases"],
    "顾长风": ["/workbench"],
    "周守一": ["/system", "/system/robots", "/system/check"],
    "吴静言": ["/keys", "/exports/waiting", "/exports/{export}"],
    "郑明察": ["/journal", "/exports/log", "/retention"],
}  # fmt: skip
# Looked at on the phone in light and on the desk in dark, and never sideways in any view.
FORMS = "found", "rename", "move", "merge", "split", "dissolve", "serve", "duties"
MORE = {
    "": ["/sign-in/passkey", "/sign-in/text"],
    "何小满": ["/me/sign-in", "/me/sign-in/app", "/me/sign-in/passkey", "/me/vouching", "/me/notice"],
    "秦朗": ["/me/sign-in", "/me/sign-in/recovery", "/me/sign-in/{factor}/remove", "/me/bindings/{binding}",
             "/delegations"],
    "沈知夏": [
        "/units/{unit}", "/units/{top}", *(f"/units/{{unit}}/{form}" for form in FORMS), "/cross-appointments",
        "/imports", "/imports/{import}", "/imports/{brought}", "/imports/runs/{run}/undo",
        "/people/new", "/people/{person}", "/people/{person}/change", "/people/{person}/transfer",
        "/people/{person}/join/union", "/people/{person}/memberships/{membership}/standing",
        "/people/{person}/memberships/{membership}/leave", "/people/{person}/leave", "/people/{person}/appoint",
        "/people/{person}/posts/{post}/end",
        "/figures/casework.late/{top}", "/figures/organisation.members/{top}", "/figures/casework.view_new/mine",
        "/no-such-page",
    ],
    "周守一": ["/accounts", "/accounts/{person}", "/sign-in-slips", "/sign-in-slips/{slips}", "/bindings",
               "/system/webhooks", "/system/webhooks/{webhook}",
               "/system/modules", "/system/modules/casework", "/system/modules/feedback"],
    "吴静言": ["/grants", "/grants/delegations", "/sign-in-codes"],
}  # fmt: skip
# Addresses that are no page of their own, and why.
NO_PAGE = {
    "accounts:second": "it is opened on the way in, by a test of its own",
    "external:back": "it leads on",
    "external:bind": "it is the form of the page that unbinds, after a sign-in elsewhere",
    "external:leave": "it leads on",
    "external:start": "it leads away",
    "files:file": "a file",
    "healthz": "for machines",
    "organisation:import-example": "a file",
    "organisation:branch": "a part of the page of all units",
    "organisation:person-names": "a list of names for an input",
    "organisation:unit-names": "a list of names for an input",
    "readyz": "for machines",
    "ui:gallery": "test_gallery.py looks at it",
    "ui:manifest": "for the device",
    "ui:service-worker": "for the device",
}
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
    made["export"] = a_large_file(town)
    return {name: row.key for name, row in made.items()}


def a_large_file(town):
    kind, unit = export_kinds()["people"], town.units["同辉集团"].key
    return ask_export(actor=town.actor("沈知夏"), kind=kind, unit=unit, reason="年度体检名单，交体检中心")


@pytest.fixture
def more(town):
    """What the other pages are about, by name."""
    person, unit, lender = town.people["何小满"], town.units["冲压一车间"], town.actor("李桐")
    second = town.people["秦朗"].user
    post = appoint(actor=MAKER, person=person, unit=unit, code="other", title="干事", from_on=FOUNDED)
    branch = town.units["冲压一车间党支部"]
    joined = join_unit(actor=MAKER, person=person, unit=branch, standing="full", from_on=FOUNDED)
    give_code(actor=town.actor("周守一"), person=town.people["顾长风"], reason="忘记密码")
    department, last = town.units["后勤保障部"], clock.today() + timedelta(days=9)
    delegate(actor=lender, taker=town.people["秦朗"], role="handler", unit=department, reason="休假", last_on=last)
    hook = {"name": "集团数据中台", "url": "https://hook.example/x", "kinds": ["casework.case_raised"]}
    register_person(actor=MAKER, name="赵一", staff_no="N0001", home=unit, from_on=FOUNDED)  # nobody's account yet
    slips = order_codes(actor=town.actor("周守一"), unit=unit, days=14, reason="车间首次登录")
    sheet = "工号,姓名,部门\nN0002,钱二,模修班\nN0003,孙三,没有这个班\nN0001,赵一,模修班\n".encode()
    officer = town.actor("沈知夏")
    brought = order_check(actor=officer, what="people", file_name="新员工.csv", sheet=sheet)
    advance_imports()
    order_apply(actor=officer, order=brought)
    advance_imports()
    checked = order_check(actor=officer, what="people", file_name="车间名册.csv", sheet=sheet, complete=unit)
    advance_imports()
    return {
        "import": checked.key,
        "brought": brought.key,
        "run": ImportRun.objects.get().pk,
        "slips": slips.key,
        "person": person.key,
        "unit": unit.key,
        "top": town.units["同辉集团"].key,
        "post": post.pk,
        "membership": joined.pk,
        "factor": Factor.objects.create(user=second, kind="app", label="手机").key,
        "binding": Binding.objects.create(user=second, way="oidc", subject_index="x").pk,
        "webhook": keep_endpoint(actor=MAKER, secret=secret_of(b"x"), **hook).key,
    }


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


def test_every_address_that_a_person_can_open_is_looked_at():
    anything = defaultdict(lambda: "0")
    listed = [address for pages in (PAGES, MORE) for addresses in pages.values() for address in addresses]
    paths = [address.format_map(anything).partition("?")[0] for address in listed if address != "/no-such-page"]
    looked_at = {resolve(path).view_name for path in paths}
    opened = {name for name, entry in ADDRESSES.items() if "GET" in entry.methods}
    assert opened - looked_at - set(NO_PAGE) == set(), "Put these pages into tests/journeys/test_every_page.py."
    assert set(NO_PAGE) & looked_at == set()
    assert set(NO_PAGE) <= opened


@pytest.mark.parametrize("name", MORE)
def test_every_other_page_can_be_used_by_everybody(enter, open_page, axe, more, name, settings):
    settings.SMS = Sms(url="https://sms.example/send", body={"phone": "{phone}", "text": "{text}"})
    page = enter(name, **STILL) if name else open_page("/sign-in", **STILL)
    assert [fault for address in MORE[name] for fault in faults_of(page, address.format(**more), axe)] == []


def test_the_second_step_of_the_sign_in_can_be_used_by_everybody(open_page, axe, more):
    page = open_page("/sign-in", PHONE, **STILL)
    page.locator("input[name=name]").fill(Factor.objects.get().user.number)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form button.btn-main").first.click()
    expect(page).to_have_url(re.compile("/sign-in/second$"))
    assert faults_of(page, "", axe) == []


def faults_of(page, address, axe):
    """Return what is wrong with a page, in two looks; its width in all. An address of "" is the page one is at."""
    status = page.goto(address).status if address else 200
    found = [f"{address}: {status}"] * (status != (404 if address == "/no-such-page" else 200))
    for size, look in ((PHONE, ("light", "normal")), (DESK, ("dark", "normal"))):
        page.set_viewport_size(size)
        page.evaluate(LOOK, look)
        found += [f"{address} {size['width']} {look}: {fault}" for fault in axe(page)]
        found += [f"{address} {size['width']}: is {width_of(page)} wide"] * (width_of(page) > size["width"])
    for size in (PHONE, NARROWEST):
        page.set_viewport_size(size)
        page.evaluate(LOOK, ("light", "large" if size == PHONE else "normal"))
        found += [f"{address} {size['width']}: is {width_of(page)} wide"] * (width_of(page) > size["width"])
    return found
