"""The one thing a message says: how many things wait, and where. No name, no number of a case, no word."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override


@dataclass(frozen=True)
class Message:
    """What leaves the product. ``id`` is the same at every try, so that a mail server can drop a repeat.

    ``body`` stands in place of the link.
    """

    title: str
    link: str
    id: str = ""
    body: str = ""

    @property
    def text(self) -> str:
        """Return title and link, a line each."""
        return f"{self.title}\n{self.body or self.link}"


def to_do_message(count: int, *, language: str, id: str = "") -> Message:
    """Return the message to one person."""
    with override(language):
        title = ngettext("You have %(count)s thing to do", "You have %(count)s things to do", count) % {"count": count}
    return Message(title, inbox_link(), id)


def group_message(count: int, *, language: str) -> Message:
    """Return the message to a group: addressed to nobody, because everybody in it reads it."""
    with override(language):
        title = ngettext("%(count)s thing to do has come", "%(count)s things to do have come", count)
    return Message(title % {"count": count}, inbox_link())


def code_message(code: str, minutes: int, *, language: str) -> Message:
    """Return the message that carries the code of an address."""
    with override(language):
        title = _("Your code: %(code)s (valid for %(minutes)s minutes)") % {"code": code, "minutes": minutes}
    return Message(title, settings.PUBLIC_URL + reverse("inbox:telling"))


def checkpoint_message(number: int, note: str, *, language: str) -> Message:
    """Return the message that takes a signed checkpoint of the journal out of the reach of this machine."""
    with override(language):
        title = _("Checkpoint of the journal: entry %(number)s") % {"number": number}
        words = _("Keep this mail as a file. It is compared with: %(command)s") % {
            "command": "tongxin journal verify --checkpoints FILE.eml --key KEY"
        }
    return Message(title, "", f"checkpoint-{number}", f"{words}\n\n{note}")


def test_message(*, language: str) -> Message:
    """Return the message by which an administrator tries the way."""
    with override(language):
        return Message(_("A test: mail from Tongxin arrives"), inbox_link())


def inbox_link() -> str:
    """Return the address of the inbox as it is reached from outside."""
    return settings.PUBLIC_URL + reverse("inbox:inbox")
