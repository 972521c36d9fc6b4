"""What may be read of the journal. Who may, the app with the page decides."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from tongxin.core.errors import Text
from tongxin.journal.facts import kinds
from tongxin.journal.looks import looks
from tongxin.journal.models import Entry


@dataclass(frozen=True)
class EntryLine:
    """One entry for a list: ``label`` is the wording of its kind."""

    number: int
    at: datetime
    kind: str
    label: Text
    actor: str
    object: str
    unit_id: int | None
    person_id: int | None
    data: dict[str, Any]


def newest_entries(*, before: int | None = None, limit: int = 50, kind: str = "", actor: str = "") -> list[EntryLine]:
    """Return entries, newest first, numbered below ``before``."""
    found = Entry.objects.order_by("-number").select_related("content")
    if before is not None:
        found = found.filter(number__lt=before)
    if kind:
        found = found.filter(kind__startswith=kind)
    if actor:
        found = found.filter(content__actor=actor)
    return _lines(found[:limit])


def entries_about(object: str, *, limit: int = 200) -> list[EntryLine]:
    """Return the entries about one object, oldest first."""
    return _lines(Entry.objects.filter(content__object=object).order_by("number").select_related("content")[:limit])


def count_looks(kind: str, object: str) -> int:
    """Return how often one object was looked at in one way."""
    return Entry.objects.filter(kind=kind, content__object=object).count()


def _lines(entries: QuerySet[Entry]) -> list[EntryLine]:
    words: dict[str, Text] = looks() | {name: made.label for name, made in kinds().items()}
    return [
        EntryLine(
            entry.number,
            entry.at,
            entry.kind,
            words.get(entry.kind, entry.kind),
            entry.content.actor,
            entry.content.object,
            entry.content.unit_id,
            entry.content.person_id,
            entry.content.data,
        )
        for entry in entries
    ]
