"""Every address says who may come: a view without a mark is refused, so it must not be written."""

from django.urls import URLPattern, get_resolver

from tongxin.config.api import api
from tongxin.core.policy import EVERYONE, SIGNED_IN, declared, mark_of

API = "api/"

# The only views that need no sign-in. Each is here because it must work for somebody who is not signed in.
OPEN = {
    "accounts:passkey",
    "accounts:second",
    "accounts:sign-in",
    "accounts:text",
    "feedback:follow",
    "feedback:helped",
    "feedback:say",
    "external:back",
    "external:bind",
    "external:leave",
    "external:start",
    "healthz",
    "portal:norms",
    "portal:privacy",
    "readyz",
    "ui:gallery",
    "ui:manifest",
    "ui:offline",
    "ui:service-worker",
    "ui:view",
}


def views(patterns=None, prefix="", space=""):
    """Return address, name and view of every address that is not the API's."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address, f"{space}{pattern.name}", pattern.callback
        elif not address.startswith(API):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from views(pattern.url_patterns, address, space + inner)


def operations():
    """Return every route of the API."""
    for _prefix, router in api._routers:
        for view in router.path_operations.values():
            yield from view.operations


def rights_of(mark):
    return set() if isinstance(mark, str) else set(mark)


def test_every_view_is_marked():
    assert [address for address, _name, view in views() if mark_of(view) is None] == []


def test_every_view_has_a_name():
    assert [address for address, name, _view in views() if name.endswith("None")] == []


def test_every_mark_names_declared_rights():
    assert {right for _address, _name, view in views() for right in rights_of(mark_of(view))} <= set(declared())


def test_what_is_open_to_everyone_is_on_the_list():
    assert {name for _address, name, view in views() if mark_of(view) == EVERYONE} == OPEN


def test_every_route_of_the_api_is_marked_and_none_is_open():
    marks = [mark_of(operation.view_func) for operation in operations()]
    assert marks
    assert all(mark == SIGNED_IN or rights_of(mark) for mark in marks)
