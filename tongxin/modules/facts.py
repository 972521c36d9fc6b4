"""PUBLIC: what the modules record."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact
from tongxin.journal.looks import declare_look

EXPORTED = declare_look("modules.exported", _("took the records of a module along"))


@fact("modules.switched_off", _("module switched off"))
class ModuleSwitchedOff(Fact):
    """A module is off from a day (ISO 8601). ``n_open`` matters were open; they are finished.

    Who decided is erased with the entry's content."""

    off_on: str
    n_open: int


@fact("modules.switched_on", _("module switched on again"))
class ModuleSwitchedOn(Fact):
    """A module is on again, or was never off before its day came. Who decided is erased with the content."""
