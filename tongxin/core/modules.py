"""Modules: domain apps that an organisation may switch off one by one, and on again with nothing lost.

A module declares itself in its ``apps.py``. Whatever it brings to others bears its app's name (the view
``casework:queue``, the job ``casework.expire``, the file of ``casework.case:7``), so one question, ``is_on``, hides all
of it: pages need no ifs. This floor knows no tables: the app ``modules`` registers who knows what is off.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text, TongxinError

PACKAGE = "tongxin"


class ModuleOffError(TongxinError):
    """What is asked for belongs to a module that the organisation has switched off."""

    status = 410
    code = "module_off"
    default = _("Your organisation has switched this part of the platform off. Nothing was lost.")


class NothingNewError(ModuleOffError):
    """The module is being closed: what is open is still finished, but nothing new is begun."""

    default = _(
        "Your organisation is closing this part of the platform. Nothing new is taken; what is open is finished."
    )


@dataclass(frozen=True)
class Module:
    """A domain app that can be switched off.

    ``open_matters`` counts what somebody was promised and is not done (in the words of ``open_label``): while there is
    any, a switched-off module only takes nothing new. One with a ``duty`` cannot be switched off; it names the law.
    ``sensitive`` records leave by the pages only through the door of approval.
    """

    app: str
    label: Text
    help: Text = ""
    open_label: Text = ""
    open_matters: Callable[[], int] = lambda: 0
    duty: Text = ""
    sensitive: bool = True


@dataclass(frozen=True)
class Off:
    """That a module is off: since which day, by whose word and why. ``ending``: what is open is still finished."""

    since: date
    by: str
    reason: str
    ending: bool = False


Switches = Mapping[str, Off]

_modules: dict[str, Module] = {}
_reader: list[Callable[[], Switches]] = []
_read: ContextVar[dict[str, Switches] | None] = ContextVar("modules", default=None)


def declare_module(module: Module) -> None:
    """Declare a module; an app may do so once. Raises ValueError."""
    if module.app in _modules:
        raise ValueError(f"The module {module.app} is declared twice.")
    _modules[module.app] = module


def declared_modules() -> dict[str, Module]:
    """Return all declared modules by their app."""
    return dict(_modules)


def register_switches(reader: Callable[[], Switches]) -> None:
    """Name the one function that knows which modules are off. Called once, by the app ``modules``."""
    _reader[:] = [reader]


@contextmanager
def read_once() -> Iterator[None]:
    """Read what is off at most once below: a request, or one round of the worker, and never longer."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def _switches() -> Switches:
    memory = _read.get()
    if memory is not None and "read" in memory:
        return memory["read"]
    try:
        found = _reader[0]() if _reader else {}
    except (OperationalError, InterfaceError):
        found = {}  # the page that tells of the outage has a foot, too; whatever reads a matter meets the outage itself
    if memory is not None:
        memory["read"] = found
    return found


def app_of(thing: object) -> str:
    """Return the app that a name (``casework:case``, ``casework.refresh``) or a view, a panel or a job belongs to."""
    if isinstance(thing, str):
        return re.split(r"[.:]", thing, maxsplit=1)[0]
    package, _dot, rest = str(getattr(thing, "__module__", "")).partition(".")
    return rest.partition(".")[0] if package == PACKAGE else ""


def off_of(thing: object) -> Off | None:
    """Return that the module of a thing is off or being closed; None where it is on, or no module at all."""
    app = app_of(thing)
    return _switches().get(app) if app in _modules else None


def is_on(thing: object) -> bool:
    """Return whether a thing may be shown, run and opened. At most one query a request."""
    off = off_of(thing)
    return off is None or off.ending


def off_apps() -> list[str]:
    """Return the apps of which nothing is shown, in a fixed order."""
    return sorted(app for app in _modules if not is_on(app))


def refuse_off(thing: object) -> None:
    """Raise ModuleOffError for a thing of a module that is off, NothingNewError for one that would begin anew."""
    off = off_of(thing)
    if off is None:
        return
    if not off.ending:
        raise ModuleOffError(module=_modules[app_of(thing)], off=off)
    if getattr(thing, "begins", False):
        raise NothingNewError(module=_modules[app_of(thing)], off=off)


def refuse_new(app: str) -> None:
    """Raise ModuleOffError or NothingNewError where nothing new may be begun: an import, for one."""
    off = off_of(app)
    if off is not None:
        raise (NothingNewError if off.ending else ModuleOffError)(module=_modules[app], off=off)


View = TypeVar("View", bound=Callable[..., Any])


def begins(view: View) -> View:
    """Mark a view or a route that begins a new matter: it is the first to close when its module is switched off."""
    view.begins = True  # type: ignore[attr-defined] # as the marks of core.policy
    return view
