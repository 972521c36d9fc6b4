"""With any one module off every other page answers as before, nothing leads to it, and it answers with one page."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from tests.architecture.test_views import operations, views
from tests.rights.objects import add_other_root, objects_of
from tests.rights.table import PAGES
from tests.rights.traces import forgotten
from tongxin.core import clock, jobs, modules
from tongxin.core.modules import app_of, begins, declared_modules, off_of
from tongxin.core.policy import mark_of
from tongxin.core.ui import panels, shell
from tongxin.files import owners
from tongxin.inbox import kinds as notices
from tongxin.inbox import todos
from tongxin.journal.public import followers
from tongxin.modules.models import Switch

NAMES = {name: re.findall(r"<\w+:(\w+)>", address) for address, name, _view in views()}
VIEWS = {name: view for _address, name, view in views()}
LINK = re.compile(r'(?:href|action|hx-get|hx-post)="(/[^"?#]*)')
WHO = ["何小满", "李桐", "沈知夏", "周守一", "吴静言", "郑明察"]
# A webhook's secret is in the answer once; files and copies are no pages.
# The figure of the scene is one of casework, and goes with it though the page is of another app.
OF_ANOTHER = {"portal:figure": "casework"}
NO_PAGES = {"files:file", "ui:service-worker", "ui:manifest", "healthz", "readyz"}


@pytest.fixture
def scene(town):
    """The town with one object of each kind, and every page that answers to GET, by name."""
    add_other_root(town)
    objects = objects_of(town)
    pages = {}
    for name, entry in PAGES.items():
        values = objects[entry.kind, "own"] if entry.kind else {}
        if "GET" in entry.methods and name not in NO_PAGES:
            pages[name] = reverse(name, kwargs={key: values[key] for key in NAMES[name]})
    return town, pages


def answers(town, pages, who):
    client = town.enter(Client(), who)
    found = {}
    for name, address in pages.items():
        with forgotten({}):
            answer = client.get(address)
            found[name] = answer.status_code, b"" if answer.streaming else answer.content
    return found


@pytest.mark.parametrize("app", sorted(declared_modules()))
def test_with_one_module_off_everything_else_works_and_nothing_leads_there(scene, app, monkeypatch):
    town, pages = scene
    module = declared_modules()[app]
    monkeypatch.setitem(modules._modules, app, replace(module, open_matters=lambda: 0))
    before = {who: answers(town, pages, who) for who in WHO}
    Switch.objects.create(app=app, off_on=clock.today(), reason="各处试停")
    wrong = []
    for who in WHO:
        for name, (status, content) in answers(town, pages, who).items():
            wanted = wanted_of(name, app, before[who][name][0])
            wrong += [f"{who} {name}: {status}, must be one of {wanted}"] * (status not in wanted)
            wrong += [f"{who} {name}: leads to {link}" for link in leading_to(app, content.decode(errors="replace"))]
    assert wrong == []
    assert off_of(app).ending is False


def wanted_of(name, app, before):
    if app_of(VIEWS[name]) == app:
        return {410}
    if OF_ANOTHER.get(name) == app:
        return {410} if before == 200 else {before, 410}
    return {before}


def leading_to(app, page):
    return sorted({link for link in LINK.findall(page) if owner_of(link) == app})


def owner_of(link):
    try:
        return app_of(resolve(link).func)
    except Resolver404:
        return ""


def test_whatever_an_app_brings_bears_its_name():
    brought = [
        *((name, job.run) for name, job in jobs._jobs.items()),
        *((name, panel) for name, panel in panels._panels.items()),
        *((name, source) for name, source in todos._sources.items()),
        *((name, rule) for name, rule in owners._rules.items()),
        *((name, follower.read) for name, follower in followers().items()),
    ]
    assert [name for name, thing in brought if app_of(thing) not in {app_of(name), "core"}] == []
    apps = set(declared_modules())
    assert [place.name for place in shell._places.values() if app_of(VIEWS[place.url_name]) != app_of(place.url_name)
            and apps & {app_of(VIEWS[place.url_name]), app_of(place.url_name)}] == []  # fmt: skip
    assert {app_of(name) for name in notices._kinds} >= {"casework", "feedback", "disclosure"}


def test_every_view_of_a_module_stands_under_its_name():
    apps = set(declared_modules())
    assert [
        name for name, view in VIEWS.items() if {app_of(view), app_of(name)} & apps and app_of(view) != app_of(name)
    ] == []


def test_what_begins_a_matter_is_marked():
    """Whoever adds a way to begin a matter must mark it with ``begins``: these are all there are."""
    pages = {name for name, view in VIEWS.items() if getattr(view, "begins", False)}
    routes = {one.view_func.__name__ for one in operations() if getattr(one.view_func, "begins", False)}
    assert pages == {"casework:raise", "casework:guess"}
    assert routes == {"new_case"}


def test_a_mark_of_beginning_keeps_the_mark_of_rights():
    view = VIEWS["casework:raise"]
    assert mark_of(begins(view)) == mark_of(view)
