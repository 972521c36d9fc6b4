"""PUBLIC: what a fact is. Apps declare theirs in their own ``facts.py``."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, TypeVar, dataclass_transform

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened, in plain values. ``day`` is the day it counts for (default: today).

    ``key`` makes a fact unique: recording the same key again is refused by the database. ``nameless`` facts (voice,
    ballots, surveys) are stored without the person who acted. ``public`` facts may be taken by other systems: their
    plain values tell of no person.
    """

    kind: ClassVar[str] = ""
    label: ClassVar[Text] = ""
    nameless: ClassVar[bool] = False
    public: ClassVar[bool] = False

    object: str = ""
    unit_id: int | None = None
    person_id: int | None = None
    day: date | None = None
    amount: Decimal | None = None
    key: str = ""


F = TypeVar("F", bound=Fact)
_kinds: dict[str, type[Fact]] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def fact(kind: str, label: Text, *, nameless: bool = False, public: bool = False) -> Callable[[type[F]], type[F]]:
    """Declare a kind of fact: ``app.past_tense``. It becomes a frozen dataclass; a kind is declared once."""

    def declare(cls: type[F]) -> type[F]:
        if kind in _kinds:
            raise ValueError(f"The fact {kind} is declared twice.")
        made = dataclass(frozen=True, kw_only=True)(cls)
        made.kind, made.label, made.nameless, made.public = kind, label, nameless, public
        _kinds[kind] = made
        return made

    return declare


def kinds() -> dict[str, type[Fact]]:
    """Return all declared kinds of fact."""
    return dict(_kinds)


ERASED = "journal.content_erased"


@fact(ERASED, _("contents of the journal erased"))
class ContentErased(Fact):
    """The term of some contents was over. Names nobody, and is never erased itself.

    ``spans`` are first and last numbers of unbroken runs; ``left`` is the digest of what is left of their contents.
    """

    sort: str = ""
    before: str = ""
    count: int = 0
    spans: tuple[tuple[int, int], ...] = ()
    left: str = ""
