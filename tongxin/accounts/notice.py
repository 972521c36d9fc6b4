"""The privacy notice that everybody reads before anything else: which one is in force. The text lives above."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from tongxin.core.errors import Text


class Part(Protocol):
    """A heading with its sentences."""

    @property
    def title(self) -> Text:
        """Return the heading."""

    @property
    def lines(self) -> Sequence[Text]:
        """Return the sentences."""


class Change(Protocol):
    """What a version changed."""

    @property
    def version(self) -> int:
        """Return which version."""

    @property
    def lines(self) -> Sequence[Text]:
        """Return what is new in it."""


class Notice(Protocol):
    """The notice in force. ``version`` counts up; ``summary`` says it in a few sentences."""

    @property
    def title(self) -> Text:
        """Return its name."""

    @property
    def summary(self) -> Sequence[Text]:
        """Return the few sentences that come first."""

    @property
    def sections(self) -> Sequence[Part]:
        """Return the whole text."""

    @property
    def changes(self) -> Sequence[Change]:
        """Return what each version after the first one changed."""

    @property
    def version(self) -> int:
        """Return the version in force."""

    @property
    def since(self) -> date:
        """Return since when."""


_in_force: list[Notice] = []


def register_notice(notice: Notice) -> None:
    """Name the notice in force. Called once, by the app that holds the text."""
    _in_force[:] = [notice]


def notice_in_force() -> Notice | None:
    """Return the notice in force; None where no app brings one."""
    return _in_force[0] if _in_force else None


def version_in_force() -> int:
    """Return the version that everybody must have read; 0 where no app brings a notice."""
    return _in_force[0].version if _in_force else 0
