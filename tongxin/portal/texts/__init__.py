"""Texts that everybody may read without signing in. One that changes gets a new version and a new day."""

from dataclasses import dataclass
from datetime import date

from tongxin.core.errors import Text


@dataclass(frozen=True)
class Section:
    """A heading with its sentences."""

    title: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Change:
    """What a version changed, in sentences."""

    version: int
    since: date
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class PublicText:
    """A text as a page shows it. ``version`` counts its changes, ``since`` is the day of the last one.

    ``summary`` says it in a few sentences; ``changes`` what each version after the first one changed.
    """

    title: Text
    intro: Text
    sections: tuple[Section, ...]
    version: int
    since: date
    summary: tuple[Text, ...] = ()
    changes: tuple[Change, ...] = ()
