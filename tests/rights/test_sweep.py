"""Every page and route × role × position × method gives the answer of the oracle, and a refusal changes nothing."""

import re

import pytest
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from tests.architecture.test_views import operations, rights_of, views
from tests.rights.objects import KINDS, add_other_root, cast_of, keys_of, objects_of
from tests.rights.oracle import ACTORS, DONE, POSITIONS, ROLES, SIGN_IN, TYPES_BELOW, expected
from tests.rights.table import PAGES, ROUTES, SCOPES
from tests.rights.traces import forgotten, state
from tongxin.config.sms import Sms
from tongxin.core.policy import EVERYONE, SIGNED_IN, mark_of
from tongxin.core.scopes import declared_scopes, scope_of

LET_THROUGH = {200, 201, 204, 301, 302, 409, 412, 422, 428}
METHODS = {False: ("GET", "POST"), True: ("GET", "POST", "PUT", "DELETE")}
NAMES = {name: re.findall(r"<\w+:(\w+)>", address) for address, name, _view in views()}
JSON = "application/json"
ADD = "Add an entry to tests/rights/table.py: who may come, which kind of object, what sees it, what may change it."


@pytest.fixture
def scene(town, settings, monkeypatch):
    """The town with somebody in each role and one object of each kind at each position. No template is rendered."""
    settings.API_RATE = 10**9
    settings.SMS = Sms(url="https://sms.example.cn/send")
    monkeypatch.setattr(Template, "render", told)
    add_other_root(town)
    cast = cast_of(town)
    return town, cast, objects_of(town)


def told(self, context=None, request=None):
    context = context or {}
    return f"{self.template.name} {context.get('status', '')} {context.get('message', '')}"


def outcome(answer, entry):
    """Return the answer as the oracle names it. What a stranger sends is kept, and goes on after the sign-in (401)."""
    led_away = answer.status_code == 302 and answer["Location"].startswith("/sign-in?")
    if led_away or (answer.status_code == 401 and not entry.is_api):
        return SIGN_IN
    return DONE if answer.status_code in LET_THROUGH else answer.status_code


def compared(entry, actor, ask, before):
    """Ask for every position and method; return what differs from the oracle, and how many answers were compared."""
    wrong, hidden, count = [], {}, 0
    for position in POSITIONS if entry.kind else ["missing"]:
        for method in set(METHODS[entry.is_api]) - set(entry.beside):
            with forgotten(before) as left:
                answer = ask(method, position)
            count += 1
            want, have = expected(actor, entry, position, method), outcome(answer, entry)
            wrong += [f"{method} {position}: {have}, must be {want}"] * (want != have)
            wrong += [f"{method} {position}: refused, and yet {sql[:80]}" for sql in left if have != DONE]
            if have == 404:
                hidden.setdefault(method, set()).add(answer.content)
    wrong += [f"{method}: hidden is not missing" for method, answers in hidden.items() if len(answers) > 1]
    return wrong, count


def swept(table, actors, ask_for):
    """Return by address and actor what is wrong, and how many answers were compared."""
    wrong, total, before = {}, 0, state()
    for actor in actors:
        for name, entry in table.items():
            found, count = compared(entry, actor, ask_for(actor, name, entry), before)
            total += count
            if found:
                wrong[name, actor] = found
    return wrong, total


def test_every_page_answers_as_the_oracle_says(scene):
    town, cast, objects = scene
    splits = {f"below_{unit.pk}": "1" for unit in town.units.values()}
    sessions = {actor: cookie_of(person) for actor, person in cast.items()}

    def ask_for(actor, name, entry):
        def ask(method, position):
            values = objects[entry.kind, position] if entry.kind else {}
            url = reverse(name, kwargs={key: values[key] for key in NAMES[name]})
            client = Client(headers={"Cookie": sessions.get(actor, "")})
            if method == "GET":
                return client.get(url)
            below = TYPES_BELOW[POSITIONS[position]]
            filled = {field: below if value == "{type below}" else value for field, value in entry.data.items()}
            return client.post(url, filled | splits)

        return ask

    wrong, total = swept(PAGES, ACTORS, ask_for)
    assert not wrong, "\n".join(f"{name} {actor}: {found}" for (name, actor), found in wrong.items())
    assert total > 5_000


def cookie_of(person):
    client = Client()
    client.force_login(person.user)
    return client.cookies.output(header="", sep=";").strip()


def routes_for(scene, keys):
    town, _cast, objects = scene

    def ask_for(actor, name, entry):
        data = {field: named_unit(value, town) for field, value in entry.data.items()}

        def ask(method, position):
            path = name.rpartition(" ")[2].format(**(objects[entry.kind, position] if entry.kind else {}))
            body = ("", "") if method == "GET" else (data, JSON)
            return sent(method, f"/api/v1{path}", *body, keys.get(actor))

        return ask

    return ask_for


def sent(method, address, data, kind, key):
    if method == "GET":
        return Client().get(address, headers=key)
    return getattr(Client(), method.lower())(address, data, kind, headers=key)


def named_unit(value, town):
    return town.units[value[1:-1]].key if isinstance(value, str) and value.startswith("{") else value


def test_every_route_answers_as_the_oracle_says(scene):
    wrong, total = swept(ROUTES, ACTORS, routes_for(scene, keys_of(scene[1])))
    assert not wrong, "\n".join(f"{name} {actor}: {found}" for (name, actor), found in wrong.items())
    assert total > 2_000


def test_a_key_without_the_scope_is_refused_for_every_id(scene):
    for scope in SCOPES:
        keys = keys_of(scene[1], [other for other in SCOPES if other != scope])
        ask_for = routes_for(scene, keys)
        for name, entry in ROUTES.items():
            if entry.scope == scope:
                asks = [(ask_for(actor, name, entry), position) for actor in ROLES for position in POSITIONS]
                answers = [ask(entry.methods[0], position) for ask, position in asks]
                said = {(answer.status_code, answer.content) for answer in answers}
                assert {status for status, _content in said} == {403}, name
                assert len(said) == 1, name


def marked(mark):
    return {EVERYONE: "public", SIGNED_IN: "signed in"}.get(mark) if isinstance(mark, str) else tuple(sorted(mark))


def as_written(needs):
    return tuple(sorted(needs)) if isinstance(needs, tuple) else needs


def test_every_page_is_in_the_table_and_the_table_names_its_mark():
    marks = {name: mark_of(view) for _address, name, view in views() if not name.startswith("scim:")}
    assert set(marks) - set(PAGES) == set(), ADD
    assert set(PAGES) - set(marks) == set(), "These pages are gone: strike them from tests/rights/table.py."
    assert {name: as_written(entry.needs) for name, entry in PAGES.items()} == {
        name: marked(mark) for name, mark in marks.items()
    }


def test_every_route_is_in_the_table_and_the_table_names_its_mark_and_scope():
    found = {}
    for operation in operations():
        for method in operation.methods:
            both = f"{method} {operation.path}"
            found[both if both in ROUTES else operation.path] = operation.view_func
    assert set(found) - set(ROUTES) == set(), ADD
    assert set(ROUTES) - set(found) == set(), "These routes are gone: strike them from tests/rights/table.py."
    assert {name: (as_written(entry.needs), entry.scope) for name, entry in ROUTES.items()} == {
        name: (marked(mark_of(view)), scope_of(view)) for name, view in found.items()
    }


def test_every_kind_of_object_is_asked_for_and_every_scope_opens_something():
    assert {entry.kind for entry in PAGES.values()} - {""} == set(KINDS)
    assert set(SCOPES) == set(declared_scopes())


def test_every_right_of_the_pack_opens_some_page_or_route():
    opened = {
        right
        for entry in [*PAGES.values(), *ROUTES.values()]
        for rights in (entry.needs, entry.sees, entry.may)
        if isinstance(rights, tuple)
        for right in rights
    }
    unopened = {right for rights in ROLES.values() for right in rights} - opened
    assert unopened == WITHOUT_A_PAGE


# Rights that are asked for inside a page, or on the command line, and open no address of their own.
WITHOUT_A_PAGE = {"rulebook.calendar.edit"}


def test_every_mark_that_names_rights_names_those_of_the_pack():
    named = {right for _address, _name, view in views() for right in rights_of(mark_of(view))}
    assert named <= {right for rights in ROLES.values() for right in rights}
