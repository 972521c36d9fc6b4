"""What a template may hold: no script, no style, no query, no part of another app, and no form that can be forged."""

import re

from tests.source import PRODUCT, named, templates

INLINE = {
    "script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "style sheet": re.compile(r"<style\b", re.I),
    "style": re.compile(r"\sstyle\s*=", re.I),
    "handler": re.compile(r"\son[a-z]+\s*=|\shx-on", re.I),
    "address with code": re.compile(r"javascript:", re.I),
}
FROM_OUTSIDE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""", re.I)
INCLUDE = re.compile(r"""{%\s*(include|extends)\s+["']([^"']+)["']""")
FORM = re.compile(r"<form\b.*?</form>", re.I | re.S)
POST = re.compile(r"""method\s*=\s*["']?post""", re.I)
SHARED = "ui"
# Parts that go with something in their app's public door.
OPEN_PARTS = {"organisation/parts/unit_names.html"}  # UnitField
# Forms that lead to no act, or bring the key of another form along.
WITHOUT_KEY = {
    "accounts/resume.html": "it sends on a form that was kept, with the key it had",
    "inbox/parts/notices.html": "a notice that is read twice is read",
    "organisation/parts/sensitive.html": "it changes nothing; each look is noted anew",
    "ui/unavailable.html": "it sends on what met an outage, with the key it had",
    "ui/view_switch.html": "it only sets a cookie",
}


def text(file):
    return file.read_text(encoding="utf-8")


def app_of(file):
    """Return the app by whose name the templates of a folder are called."""
    parts = file.relative_to(PRODUCT).parts
    return parts[parts.index("templates") + 1]


def name_of(file):
    """Return the name by which Django knows a template."""
    return named(file).rpartition("/templates/")[2]


def posts(file):
    return [form for form in FORM.findall(text(file)) if POST.search(form.split(">")[0])]


def test_a_template_holds_no_inline_code():
    found = [(named(file), what) for file in templates() for what, sign in INLINE.items() if sign.search(text(file))]
    assert found == []


def test_a_page_fetches_nothing_from_elsewhere():
    assert [named(file) for file in templates() if FROM_OUTSIDE.search(text(file))] == []


def test_a_template_uses_only_its_own_app_and_the_shared_interface():
    strangers = [
        (named(file), other)
        for file in templates()
        for _tag, other in INCLUDE.findall(text(file))
        if other.split("/")[0] not in {app_of(file), SHARED} and other not in OPEN_PARTS
    ]
    assert strangers == []


def test_the_shared_interface_uses_no_app():
    apps = [name for file in templates() if app_of(file) == SHARED for _tag, name in INCLUDE.findall(text(file))]
    assert {name.split("/")[0] for name in apps} == {SHARED}


def test_every_form_that_changes_something_cannot_be_forged():
    assert [named(file) for file in templates() for form in posts(file) if "{% csrf_token %}" not in form] == []


def test_every_form_that_changes_something_does_it_once():
    without = {name_of(file) for file in templates() for form in posts(file) if "{% act_key %}" not in form}
    assert without == set(WITHOUT_KEY)


def test_no_template_holds_the_rest_of_a_merge():
    marks = ("<<<<<<<", ">>>>>>>", "=======")
    assert [named(file) for file in templates() if any(mark in text(file) for mark in marks)] == []


def test_there_are_forms_to_look_at():
    assert sum(len(posts(file)) for file in templates()) > 3


def test_screens_address_the_reader_in_one_way():
    """Letters leave the house and say 您; a screen is among colleagues and says 你."""
    found = [
        f"{named(file)}: {line}"
        for file in sorted(PRODUCT.glob("*/locale/zh_Hans/LC_MESSAGES/django.po"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if "您" in line and "件待办" not in line
    ]
    assert found == []
