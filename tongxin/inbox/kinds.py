"""Kinds of notice: each app registers the wording of what it tells."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text

Values = Mapping[str, str | int]


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice. ``title`` and ``note`` may hold ``%(name)s`` for values of the notice's data.

    They name a matter, never what was said in it. ``urgent`` notices wear a badge; none is shown to others as read.
    """

    name: str
    title: Text
    note: Text = ""
    icon: str = "bell"
    urgent: bool = False

    def title_with(self, data: Values) -> str:
        """Return the title in the language in use. Raises KeyError for a value that is missing."""
        return str(self.title) % data

    def note_with(self, data: Values) -> str:
        """Return the second line in the language in use. Raises KeyError for a value that is missing."""
        return str(self.note) % data


# Of an app that was since taken off: its notices lead on, but nobody is left to word them.
FORGOTTEN = NoticeKind("", _("Notice"))

_kinds: dict[str, NoticeKind] = {}


def register_kind(kind: NoticeKind) -> None:
    """Add a kind of notice. Raises ValueError for a name that is taken."""
    if kind.name in _kinds:
        raise ValueError(f"The notice {kind.name} is registered twice.")
    _kinds[kind.name] = kind


def kind_named(name: str) -> NoticeKind:
    """Return a kind for writing a notice. Raises KeyError for one that nobody registered."""
    return _kinds[name]


def kind_or_forgotten(name: str) -> NoticeKind:
    """Return a kind for showing a notice."""
    return _kinds.get(name, FORGOTTEN)
