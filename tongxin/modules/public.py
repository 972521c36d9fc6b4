"""PUBLIC: the door of the modules."""

from tongxin.modules.leaving import Taken, register_archiver, register_door
from tongxin.modules.reads import ModuleLine, module_lines
from tongxin.modules.writes import export_module, switch_off, switch_on

__all__ = [
    "ModuleLine",
    "Taken",
    "export_module",
    "module_lines",
    "register_archiver",
    "register_door",
    "switch_off",
    "switch_on",
]
