"""Which modules there are, how each stands, and what stands open in it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.modules import Module, Off, declared_modules
from tongxin.core.policy import Actor, require
from tongxin.journal.public import newest_entries
from tongxin.modules.models import Switch
from tongxin.modules.rights import access_module, can_switch

ON, ANNOUNCED, ENDING, OFF = "on", "announced", "ending", "off"


def switches() -> dict[str, Off]:
    """Return by app what is off today or being closed. One query; one more for each module that is being closed."""
    rows = Switch.objects.filter(back_at=None, off_on__lte=clock.today()).select_related("by")
    modules = declared_modules()
    return {row.app: _off(row, modules[row.app]) for row in rows if row.app in modules}


def _off(row: Switch, module: Module) -> Off:
    return Off(row.off_on, _name(row), row.reason, ending=module.open_matters() > 0)


def _name(row: Switch) -> str:
    return row.by.name if row.by else _("the console of the system")


@dataclass(frozen=True)
class ModuleLine:
    """One module for its administrator. ``used_at`` is when anything was last recorded in it, None for never."""

    module: Module
    state: str
    n_open: int
    used_at: datetime | None
    off_on: date | None = None
    by: str = ""
    reason: str = ""

    @property
    def is_switchable(self) -> bool:
        """Return whether it may be switched off at all."""
        return not self.module.duty


def module_lines(actor: Actor) -> list[ModuleLine]:
    """Return every module with its state. Three queries a module at most. Raises ForbiddenError."""
    require(can_switch(actor))
    rows = {row.app: row for row in Switch.objects.filter(back_at=None).select_related("by")}
    return [_line(module, rows.get(module.app)) for module in declared_modules().values()]


def module_line(actor: Actor, app: str) -> ModuleLine:
    """Return one module with its state. Raises NotFoundError."""
    module = access_module(actor=actor, app=app)
    return _line(module, Switch.objects.filter(back_at=None, app=app).select_related("by").first())


def _line(module: Module, row: Switch | None) -> ModuleLine:
    newest = newest_entries(before=None, limit=1, kind=f"{module.app}.")
    n_open, used_at = module.open_matters(), newest[0].at if newest else None
    if row is None:
        return ModuleLine(module, ON, n_open, used_at)
    state = ANNOUNCED if row.off_on > clock.today() else ENDING if n_open else OFF
    return ModuleLine(module, state, n_open, used_at, row.off_on, _name(row), row.reason)


def history_of(app: str) -> list[Switch]:
    """Return the decisions about a module that are over, the newest first."""
    over = Switch.objects.filter(app=app).exclude(back_at=None)
    return list(over.select_related("by", "back_by").order_by("-pk"))
