"""Why a webhook was not taken, as a word that may be stored and a sentence that may be shown."""

from django.utils.translation import gettext_lazy as _

from tongxin.core.egress import Barred
from tongxin.core.errors import Text

FAULT, REFUSED, BUSY, GONE, LOST = "fault", "refused", "busy", "gone", "lost"

WORDS: dict[str, Text] = {
    Barred.NOT_LISTED: _("The host is not on the list TONGXIN_EGRESS. Add it there if it is wanted."),
    Barred.PRIVATE: _("The host leads to an address inside your network that is not on the list TONGXIN_EGRESS."),
    Barred.NO_TLS: _("The address begins with http. Outside the networks of TONGXIN_EGRESS it must be https."),
    Barred.UNTRUSTED: _(
        "The certificate of the receiver is not trusted. Its own authority belongs in TONGXIN_EGRESS_CA."
    ),
    Barred.DOWN: _("The receiver does not answer. Check host and port, and whether this server may reach it."),
    Barred.SLOW: _("The receiver took too long to answer. It should say yes first and work afterwards."),
    Barred.REDIRECT: _("The receiver leads elsewhere. This is not followed; set the final address."),
    FAULT: _("The receiver reports a fault of its own. It is tried again."),
    REFUSED: _("The receiver refuses what is sent. Check its address, and whether it has the right secret."),
    BUSY: _("The receiver asks for a pause. It is tried again."),
    GONE: _("The receiver says that it exists no more."),
    LOST: _("The work broke off while sending, several times. Whether it arrived is not known."),
}


def trouble_words(code: str) -> Text:
    """Return the sentence of a stored trouble; a code that is no longer known is shown as it is."""
    return WORDS.get(code, code)
