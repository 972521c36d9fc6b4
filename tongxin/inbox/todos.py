"""To-dos: worked out when somebody looks, by the apps whose matters they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tongxin.core import clock
from tongxin.core.errors import Text
from tongxin.core.modules import is_on
from tongxin.core.policy import Actor
from tongxin.inbox.rules.due import Nearness, nearness, rank

MEMORY = "inbox.todos"


@dataclass(frozen=True)
class Todo:
    """One thing that waits for a person, with the way there. ``order`` sorts those of one day, lower first."""

    title: Text
    note: Text
    icon: str
    link: str
    due_on: date | None = None
    order: int = 100

    @property
    def nearness(self) -> Nearness:
        """Return how near the due day is."""
        return nearness(self.due_on, clock.today())


Source = Callable[[Actor], list[Todo]]

_sources: dict[str, Source] = {}


def register_todo_source(name: str, source: Source) -> None:
    """Add a source of to-dos. Raises ValueError for a name that is taken."""
    if name in _sources:
        raise ValueError(f"The to-dos {name} are registered twice.")
    _sources[name] = source


def todos_of(actor: Actor) -> list[Todo]:
    """Return what waits for the actor, the nearest day first. Asked once a request, however many panels show it."""
    if actor.person_id is None:
        return []
    if MEMORY not in actor.memory:
        found = [todo for name, source in _sources.items() if is_on(name) for todo in source(actor)]
        actor.memory[MEMORY] = sorted(found, key=lambda todo: rank(todo.due_on, todo.order, str(todo.title)))
    todos: list[Todo] = actor.memory[MEMORY]
    return todos
