"""PUBLIC: what disclosure records. What somebody holds to be wrong, and the answer, are not in it."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact
from tongxin.journal.looks import declare_look

OWN_DATA_TAKEN = declare_look("disclosure.own_data_taken", _("copy of own data taken"))
CORRECTION_READ = declare_look("disclosure.correction_read", _("request for a correction read"))


@fact("disclosure.correction_asked", _("correction of own data asked for"))
class CorrectionAsked(Fact):
    """Somebody says that what is kept of him is wrong. Erased with the person."""


@fact("disclosure.correction_answered", _("request for a correction answered"))
class CorrectionAnswered(Fact):
    """It was answered: ``outcome`` is corrected or kept. Erased with either person."""

    outcome: str = ""
