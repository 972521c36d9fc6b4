"""PUBLIC: what the rulebook records in the journal."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact


@fact("rulebook.pack_adopted", _("rule pack adopted"))
class PackAdopted(Fact):
    """From this day another version of a rule pack applies. Holds no personal data."""

    pack: str = ""
    version: str = ""
    digest: str = ""
