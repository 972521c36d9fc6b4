"""Who may do what: names of rights, marks on views, and the one question ``may``.

This floor knows no people: ``organisation`` registers the resolver, because a right is nothing but who holds which post
where. Asking for an undeclared right raises.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from tongxin.core.errors import ForbiddenError, Text, TongxinError


@dataclass(frozen=True, eq=False)
class Actor:
    """Who acts: a person (``person_id``), or a job of the system with a name. Lives for one request or one job.

    ``memory`` keeps what the resolver read, so that rights are read once a request and never longer.
    """

    person_id: int | None = None
    name: str = ""
    user_id: int | None = None
    system: str = ""
    memory: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def label(self) -> str:
        """Return how the journal names this actor: ``person:12``, ``system:clocks`` or ``nobody``."""
        if self.system:
            return f"system:{self.system}"
        return f"person:{self.person_id}" if self.person_id else "nobody"


def system_actor(job: str) -> Actor:
    """Return the actor of a job of the system."""
    return Actor(system=job, name=job)


NOBODY = Actor()


@dataclass(frozen=True)
class Right:
    """A named right. ``label`` completes the sentence "may …".

    A ``guarded`` right opens what others wrote or must be able to trust: nobody alone gives entry to an account that
    holds one (docs/decisions/0017). A right that ``administers`` the system itself ends an idle session early.
    """

    name: str
    label: Text
    help: Text = ""
    guarded: bool = False
    administers: bool = False


class Resolver(Protocol):
    """Answers whether an actor holds a right anywhere."""

    def __call__(self, actor: Actor, right: str) -> bool:
        """Return whether ``actor`` holds ``right``."""


_rights: dict[str, Right] = {}
_resolver: list[Resolver] = []

EVERYONE = "public"
SIGNED_IN = "signed_in"


def declare(*rights: Right) -> None:
    """Declare rights; a name may be declared once."""
    for right in rights:
        if right.name in _rights and _rights[right.name] != right:
            raise ValueError(f"The right {right.name} is declared twice.")
        _rights[right.name] = right


def declared() -> dict[str, Right]:
    """Return all declared rights by name."""
    return dict(_rights)


def register_resolver(resolver: Resolver) -> None:
    """Name the one function that knows who holds what. Called once, by ``organisation``."""
    _resolver[:] = [resolver]


def may(actor: Actor, right: str) -> bool:
    """Return whether the actor holds the right anywhere at all. Raises KeyError for an undeclared right."""
    _rights[right]
    return bool(_resolver) and _resolver[0](actor, right)


def is_guarded(actor: Actor) -> bool:
    """Return whether the actor holds a guarded right anywhere."""
    return any(may(actor, right.name) for right in _rights.values() if right.guarded)


def is_administrator(actor: Actor) -> bool:
    """Return whether the actor holds a right that administers the system itself."""
    return any(may(actor, right.name) for right in _rights.values() if right.administers)


def require(
    allowed: bool, error: type[TongxinError] = ForbiddenError, message: Text | None = None, **data: Any
) -> None:
    """Raise ``error`` with ``message`` unless ``allowed``."""
    if not allowed:
        raise error(message, **data)


View = TypeVar("View", bound=Callable[..., Any])


def _marked(view: View, mark: str | frozenset[str]) -> View:
    view.policy = mark  # type: ignore[attr-defined]
    view.login_required = mark != EVERYONE  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Mark a view that needs no sign-in."""
    return _marked(view, EVERYONE)


def signed_in(view: View) -> View:
    """Mark a view that any signed-in person may open; the service decides about the object."""
    return _marked(view, SIGNED_IN)


def needs(*names: str) -> Callable[[View], View]:
    """Mark a view that needs at least one of the rights held anywhere; where, the service decides."""
    return lambda view: _marked(view, frozenset(names))


def mark_of(view: Callable[..., Any]) -> str | frozenset[str] | None:
    """Return the mark of a view, or None."""
    return getattr(view, "policy", None)


def allowed_by_mark(actor: Actor, mark: str | Iterable[str]) -> bool:
    """Return whether the mark lets the actor as far as the view."""
    if isinstance(mark, str):
        return mark == EVERYONE or actor.person_id is not None
    return any(may(actor, name) for name in mark)
