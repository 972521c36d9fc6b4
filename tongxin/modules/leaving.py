"""How a module's records leave: through a door of approval, into an archive. Both are brought by apps above."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import RuleBrokenError
from tongxin.core.modules import Module
from tongxin.core.policy import Actor


@dataclass(frozen=True)
class Taken:
    """What an archive holds. ``seal`` is that of its manifest."""

    rows: int
    tables: int
    files: int
    seal: str


Archiver = Callable[[str, IO[bytes]], Taken]
Door = Callable[[Actor, Module, str], None]


def _closed(actor: Actor, module: Module, reason: str) -> None:  # noqa: ARG001 - the shape of a door
    """Let no sensitive records out by a page: until somebody else can approve it, only the console does that."""
    if module.sensitive:
        raise RuleBrokenError(
            _(
                "These records name people, so one administrator alone cannot take them by this page. Whoever runs the "
                "machine can: tongxin module export."
            )
        )


_archiver: list[Archiver] = []
_door: list[Door] = [_closed]


def register_archiver(archiver: Archiver) -> None:
    """Name the one function that writes the archive of a module. Called once, by the assembly."""
    _archiver[:] = [archiver]


def register_door(door: Door) -> None:
    """Name the one function that lets records out by a page, or raises: who approves, and when it is enough."""
    _door[:] = [door]


def pass_door(actor: Actor, module: Module, reason: str) -> None:
    """Raise RuleBrokenError unless these records may leave by a page now."""
    _door[0](actor, module, reason)


def archive(app: str, out: IO[bytes]) -> Taken:
    """Write the archive of a module."""
    return _archiver[0](app, out)
