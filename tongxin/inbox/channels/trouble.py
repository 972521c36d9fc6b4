"""Why a message did not arrive, as a word that may be stored and a sentence that may be shown."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text


class Trouble(StrEnum):
    """What went wrong. No address and no word of a server stands in it."""

    DOWN = "down"
    SLOW = "slow"
    NO_TLS = "no_tls"
    UNTRUSTED = "untrusted"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    RECIPIENT_LATER = "recipient_later"
    REFUSED = "refused"
    FOLDER = "folder"
    NOT_LISTED = "not_listed"
    PRIVATE = "private"
    REDIRECT = "redirect"
    BROKEN = "broken"
    SAYS_NO = "says_no"
    UNKNOWN = "unknown"


WORDS: dict[str, Text] = {
    Trouble.DOWN: _("The server does not answer. Check its name and port, and whether this machine may reach it."),
    Trouble.SLOW: _("The server took too long to answer. Try again later, or ask who runs it."),
    Trouble.NO_TLS: _("The server does not encrypt as set. Nothing was sent in the open; check the way of encryption."),
    Trouble.UNTRUSTED: _("The server's certificate is not trusted. Name its authority in TONGXIN_MAIL_CA."),
    Trouble.LOGIN: _("The server refuses user or password. Check both."),
    Trouble.SENDER: _("The server does not accept the sender. Check TONGXIN_MAIL_FROM."),
    Trouble.RECIPIENT: _("The server does not know this address. Check how it is written."),
    Trouble.RECIPIENT_LATER: _("The server does not accept mail for this address just now. It is tried again."),
    Trouble.REFUSED: _("The server did not accept the message. Ask who runs it."),
    Trouble.FOLDER: _("The folder for mail cannot be written to. Check TONGXIN_MAIL_FOLDER."),
    Trouble.NOT_LISTED: _("The robot's host is not on the list TONGXIN_EGRESS. Add it there if it is wanted."),
    Trouble.PRIVATE: _(
        "The robot's host leads to an address inside your network that is not on the list TONGXIN_EGRESS."
    ),
    Trouble.REDIRECT: _("The robot's address leads elsewhere. This is not followed; set the final address."),
    Trouble.BROKEN: _("The robot's server reports a fault of its own. It is tried again."),
    Trouble.SAYS_NO: _("The robot refuses the message. Check its address, its secret and its keywords."),
    Trouble.UNKNOWN: _("The work broke off while sending, several times. Whether the message arrived is not known."),
}
# These are about the way itself: to try the next person in the same minute would only wait again.
OF_THE_WAY = frozenset({
    Trouble.DOWN, Trouble.SLOW, Trouble.NO_TLS, Trouble.UNTRUSTED, Trouble.LOGIN, Trouble.SENDER, Trouble.FOLDER,
})  # fmt: skip
FINAL = frozenset({Trouble.RECIPIENT})


class NotDeliveredError(Exception):
    """A message did not arrive, or nobody knows whether it did."""

    def __init__(self, trouble: Trouble) -> None:
        self.trouble = trouble
        super().__init__(trouble.value)

    @property
    def is_of_the_way(self) -> bool:
        """Return whether every other message would meet it too."""
        return self.trouble in OF_THE_WAY

    @property
    def is_final(self) -> bool:
        """Return whether trying again is of no use."""
        return self.trouble in FINAL


def trouble_words(code: str) -> Text:
    """Return the sentence of a stored trouble; a code that is no longer known is shown as it is."""
    return WORDS.get(code, code)
