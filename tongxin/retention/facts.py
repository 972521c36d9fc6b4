"""PUBLIC: what retention records. Reasons are not in it."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact
from tongxin.journal.looks import declare_look

RETENTION_READ = declare_look("retention.page_read", _("page of terms and holds read"))


@fact("retention.hold_set", _("erasing put on hold"))
class HoldSet(Fact):
    """Somebody's data, or all, are kept beyond their term until a day. Erased like other facts."""

    until: str = ""


@fact("retention.hold_ended", _("hold on erasing ended"))
class HoldEnded(Fact):
    """A hold was ended before its day. Erased like other facts."""


@fact("retention.switched_on", _("erasing after the term switched on"))
class SwitchedOn(Fact):
    """From now on what is past its term is erased by itself; ``due`` says how much was then. Erased like others."""

    due: int = 0


@fact("retention.switched_off", _("erasing after the term switched off"))
class SwitchedOff(Fact):
    """From now on nothing is erased by itself. Erased like other facts."""


@fact("retention.run_ended", _("contents past their term erased"))
class RunEnded(Fact):
    """A run erased something. ``erased`` counts by kind of content. Names nobody."""

    erased: dict[str, int] | None = None
