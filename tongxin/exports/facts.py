"""PUBLIC: what exports records. Reasons and answers are not in it."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact
from tongxin.journal.looks import declare_look

FILE_TAKEN = declare_look("exports.file_taken", _("file with people's data taken"))
LOG_READ = declare_look("exports.log_read", _("log of exports read"))


@fact("exports.export_asked", _("export asked for"))
class ExportAsked(Fact):
    """Somebody asks for more sensitive rows than one may take alone. Erased with the log of exports."""

    what: str = ""
    rows: int = 0


@fact("exports.export_decided", _("export approved or refused"))
class ExportDecided(Fact):
    """A second person decided: ``outcome`` is approved or refused. Erased with the log of exports."""

    outcome: str = ""
