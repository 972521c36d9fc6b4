"""``@act``: every change is one transaction that happens once and is written into the journal at its end.

The outermost act opens the transaction, honours the idempotency key of the request, and runs what was put off to the
end (the journal) as the last statements before the commit. An act inside an act joins it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.apps import apps
from django.db import models

from tongxin.core import clock
from tongxin.core.db import wait_for_turn, writing
from tongxin.core.errors import TongxinError
from tongxin.core.models import DoneAct
from tongxin.core.policy import NOBODY, Actor

KEPT = timedelta(days=30)
P = ParamSpec("P")
R = TypeVar("R")
Plan = TypeVar("Plan")


class Unit:
    """One unit of work: what it must still do before it commits."""

    def __init__(self) -> None:
        self.pending: dict[str, list[Any]] = {}
        self.at_end: dict[str, Callable[[list[Any]], None]] = {}
        self.if_undone: list[Callable[[], None]] = []

    def put_off(self, name: str, item: Any, run: Callable[[list[Any]], None]) -> None:
        """Keep ``item``; at the end ``run`` is called once with all items kept under ``name``."""
        self.pending.setdefault(name, []).append(item)
        self.at_end[name] = run

    def finish(self) -> None:
        """Run what was put off, in the order in which the names first came."""
        for name, run in self.at_end.items():
            run(self.pending[name])


_unit: ContextVar[Unit | None] = ContextVar("unit", default=None)
_actor: ContextVar[Actor] = ContextVar("actor", default=NOBODY)
_key: ContextVar[str] = ContextVar("key", default="")


def current_actor() -> Actor:
    """Return who acts in the running act; nobody outside one."""
    return _actor.get()


def current_unit() -> Unit:
    """Return the running unit of work. Raises RuntimeError outside an act: facts cannot be recorded on the side."""
    unit = _unit.get()
    if unit is None:
        raise RuntimeError("This must run inside an act.")
    return unit


@contextmanager
def with_key(key: str) -> Iterator[None]:
    """Give the acts below the idempotency key that came with the form or the API call."""
    token = _key.set(key[:64])
    try:
        yield
    finally:
        _key.reset(token)


@contextmanager
def working() -> Iterator[Unit]:
    """Open a unit of work, or join the running one."""
    running = _unit.get()
    if running is not None:
        yield running
        return
    unit = Unit()
    token = _unit.set(unit)
    is_done = False
    try:
        with writing():
            yield unit
            unit.finish()
        is_done = True
    finally:
        _unit.reset(token)
        for run in () if is_done else unit.if_undone:
            run()


def even_if_refused(run: Callable[[], None]) -> None:
    """Do something that must outlive a refusal which follows: at once outside an act, else after it was undone."""
    running = _unit.get()
    if running is None:
        run()
    else:
        running.if_undone.append(run)


def act(service: Callable[P, R]) -> Callable[P, R]:
    """Make a keyword-only service, ``actor`` first, a unit of work that happens once a key.

    A second call with the same actor and key returns what the first returned, read afresh, and changes nothing.
    """
    name = _name_of(service)

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with _acting(cast("Actor", kwargs["actor"])) as actor:
            return _once(name, actor, lambda: service(*args, **kwargs))

    return run


def prepared_act(
    prepare: Callable[P, Plan],
) -> Callable[[Callable[Concatenate[Plan, P], R]], Callable[P, R]]:
    """Make an act whose reading and reckoning come before the write lock (docs/decisions/0012).

    ``prepare`` takes what callers pass, reads, checks and reckons, changes nothing, and returns a plan; the service
    takes the plan before the same arguments and stores it in the transaction. What others may have changed in between
    and must not have is looked at again in the service: only that is true at the commit. A repeat under a known key
    returns what the first call returned, also where preparing it again is refused.
    """

    def of(service: Callable[Concatenate[Plan, P], R]) -> Callable[P, R]:
        name = _name_of(service)

        @wraps(service)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with _acting(cast("Actor", kwargs["actor"])) as actor:
                try:
                    plan = prepare(*args, **kwargs)
                except TongxinError:
                    done = _done(name, actor) if _unit.get() is None else None
                    if done is None:
                        raise
                    return cast("R", _recalled(done))
                return _once(name, actor, lambda: service(plan, *args, **kwargs))

        return run

    return of


def forget_old_acts() -> int:
    """Forget acts done more than 30 days ago: their keys come back no more. Returns how many."""
    return DoneAct.objects.filter(done_at__lt=clock.now() - KEPT).delete()[0]


def _name_of(service: Callable[..., object]) -> str:
    return f"{service.__module__}.{service.__qualname__}"


@contextmanager
def _acting(actor: Actor) -> Iterator[Actor]:
    token = _actor.set(actor)
    try:
        yield actor
    finally:
        _actor.reset(token)


def _once(name: str, actor: Actor, service: Callable[[], R]) -> R:
    key, outermost = _key.get(), _unit.get() is None
    with working():
        if not (outermost and key):
            return service()
        wait_for_turn(f"act:{key}")
        done = _done(name, actor)
        if done is not None:
            return cast("R", _recalled(done))
        result = service()
        DoneAct.objects.create(key=key, actor=actor.label, name=name, result=_reference(result))
        return result


def _done(name: str, actor: Actor) -> str | None:
    """Return the reference to what this act made before under the key of the request; None if it was not done."""
    key = _key.get()
    found = DoneAct.objects.filter(key=key, actor=actor.label, name=name).values_list("result", flat=True)[:1]
    return next(iter(found), None) if key else None


def _reference(result: object) -> str:
    return f"{result._meta.label}:{result.pk}" if isinstance(result, models.Model) else ""


def _recalled(reference: str) -> object:
    if not reference:
        return None
    label, _, key = reference.rpartition(":")
    return apps.get_model(label)._base_manager.get(pk=key)
