"""The bars show the places a person may open, and where the person is."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from tongxin.core.policy import NOBODY
from tongxin.core.ui.shell import Place, Shell, register_place, sheets
from tongxin.core.ui.tests.conftest import HANDLER, RIGHT, WORKER

URL = "ui:gallery"


def shell_of(actor, view_name=URL, **cookies):
    request = RequestFactory().get("/")
    request.actor, request.resolver_match = actor, SimpleNamespace(view_name=view_name)
    request.COOKIES.update(cookies)
    return Shell(request)


def names(places):
    return [place.name for place in places]


def test_a_place_without_its_right_is_hidden(bars):
    register_place(Place("home", "Home", "home", URL))
    register_place(Place("work", "Work", "home", URL, needs=(RIGHT,)))
    assert names(shell_of(WORKER).dock) == ["home"]
    assert names(shell_of(HANDLER).dock) == ["home", "work"]


def test_a_stranger_sees_only_the_line_at_the_end(bars):
    register_place(Place("home", "Home", "home", URL))
    register_place(Place("norms", "Norms", "home", URL, bar="foot"))
    shell = shell_of(NOBODY)
    assert names(shell.dock) == []
    assert names(shell.feet) == ["norms"]
    assert shell.actor is None


def test_places_come_in_their_order(bars):
    register_place(Place("later", "Later", "home", URL, order=2))
    register_place(Place("sooner", "Sooner", "home", URL, order=1))
    assert names(shell_of(WORKER).dock) == ["sooner", "later"]


def test_a_job_is_open_as_soon_as_one_of_its_places_is(bars):
    register_place(Place("listen", "Listen", "message", URL, bar="side", character="听", needs=(RIGHT,)))
    register_place(Place("queue", "Cases", "message", URL, bar="side", parent="listen", needs=(RIGHT,)))
    register_place(Place("echo", "Echo wall", "message", "ui:view", bar="side", parent="listen"))
    (job,) = shell_of(WORKER).jobs
    assert (job.place.character, names(job.subs), job.url) == ("听", ["echo"], "/view")
    (job,) = shell_of(HANDLER).jobs
    assert (names(job.subs), job.url) == (["echo", "queue"], "/gallery")


def test_a_job_whose_only_place_is_itself_names_none_below_it(bars):
    register_place(Place("listen", "Listen", "message", URL, bar="side", character="听", needs=(RIGHT,)))
    register_place(Place("queue", "Cases", "message", URL, bar="side", parent="listen", needs=(RIGHT,)))
    (job,) = shell_of(HANDLER).jobs
    assert (names(job.subs), job.url) == ([], "/gallery")
    assert shell_of(HANDLER, URL).current >= {"listen"}


def test_one_is_at_the_closest_place_and_at_the_job_above_it(bars):
    register_place(Place("people", "People", "users", "ui:view", bar="side", character="人"))
    register_place(Place("listen", "Listen", "message", URL, bar="side", character="听", also=("ui:",)))
    register_place(Place("queue", "Cases", "message", URL, bar="side", parent="listen", also=("ui:case",)))
    assert shell_of(WORKER, URL).current == {"queue", "listen"}
    assert shell_of(WORKER, "ui:case-reply").current == {"queue", "listen"}
    assert shell_of(WORKER, "ui:other").current == {"listen"}
    assert shell_of(WORKER, "elsewhere").current == frozenset()


def test_a_name_can_be_registered_once(bars):
    register_place(Place("home", "Home", "home", URL))
    with pytest.raises(ValueError, match="home"):
        register_place(Place("home", "Home", "home", URL))


def test_an_unknown_setting_in_a_cookie_is_the_default(bars):
    shell = shell_of(WORKER, tongxin_theme="pink", tongxin_size="large")
    assert (shell.theme, shell.size) == ("auto", "large")


def test_an_app_without_a_sheet_of_its_own_adds_none():
    assert "ui/ui.css" not in sheets()
