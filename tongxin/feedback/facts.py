"""PUBLIC: what feedback records. Nobody is named who says something about the platform, even if he left his name."""

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact
from tongxin.journal.looks import declare_look

REMARKS_READ = declare_look("feedback.remarks_read", _("read what was said about the platform"))


@fact("feedback.remark_sent", _("complaint or suggestion about the platform"), nameless=True)
class RemarkSent(Fact):
    """Somebody said something about the platform. Names nobody; nothing to erase."""


@fact("feedback.remark_answered", _("complaint or suggestion answered"))
class RemarkAnswered(Fact):
    """It was answered. Who answered is erased with the entry's content."""


@fact("feedback.remark_rated", _("answer about the platform rated"), nameless=True)
class RemarkRated(Fact):
    """The writer said whether the answer helped. Names nobody; nothing to erase."""

    helped: str = ""
