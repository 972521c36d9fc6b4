from datetime import date

import pytest

from tongxin.core.policy import Actor, system_actor
from tongxin.inbox import todos
from tongxin.inbox.todos import Todo, register_todo_source, todos_of


@pytest.fixture(autouse=True)
def _no_sources(monkeypatch):
    monkeypatch.setattr(todos, "_sources", {})


def todo(title, **more):
    return Todo(title, "", "circle-check", "/", **more)


def test_to_dos_of_all_sources_stand_in_one_list_the_nearest_day_first():
    register_todo_source("one", lambda actor: [todo("whenever"), todo("friday", due_on=date(2026, 11, 20))])
    register_todo_source("other", lambda actor: [todo("monday", due_on=date(2026, 11, 16)), todo("first", order=1)])
    assert [found.title for found in todos_of(Actor(person_id=1))] == ["monday", "friday", "first", "whenever"]


def test_sources_are_asked_once_a_request():
    asked = []
    register_todo_source("one", lambda actor: asked.append(actor) or [])
    actor = Actor(person_id=1)
    todos_of(actor)
    todos_of(actor)
    assert len(asked) == 1


@pytest.mark.parametrize("actor", [Actor(), system_actor("worker")])
def test_nothing_waits_for_nobody(actor):
    register_todo_source("one", lambda actor: [todo("x")])
    assert todos_of(actor) == []


def test_a_source_is_registered_once():
    register_todo_source("one", lambda actor: [])
    with pytest.raises(ValueError, match="registered twice"):
        register_todo_source("one", lambda actor: [])
