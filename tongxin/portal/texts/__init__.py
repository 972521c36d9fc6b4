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
class PublicText:
    """A text as a page shows it. ``version`` counts its changes, ``since`` is the day of the last one."""

    title: Text
    intro: Text
    sections: tuple[Section, ...]
    version: int
    since: date
