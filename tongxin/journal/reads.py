"""What may be read of the journal. Who may, the app with the page decides."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from tongxin.core.errors import Text
from tongxin.journal.facts import kinds
from tongxin.journal.followers import Read, read_of
from tongxin.journal.looks import looks
from tongxin.journal.models import Entry
from tongxin.journal.writes import ACT


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


def facts_after(
    number: int, *, kinds: Collection[str], units: QuerySet[Any, Any] | None, hidden: Collection[str], limit: int
) -> list[Read]:
    """Return facts of some kinds, oldest first, numbered above ``number``.

    ``units`` narrows them to units, None to nothing; ``hidden`` names objects of which the reader may not know.
    """
    found = Entry.objects.filter(number__gt=number, sort=ACT, kind__in=kinds)
    if units is not None:
        found = found.filter(content__unit_id__in=units)
    if hidden:
        found = found.exclude(content__object__in=hidden)
    return [read_of(entry) for entry in found.order_by("number").select_related("content")[:limit]]


def objects_of(kinds: Collection[str], *, units: QuerySet[Any, Any] | None, limit: int) -> list[str]:
    """Return which objects facts of some kinds are about, the newest fact first; at most ``limit``.

    ``units`` narrows them to facts of units, None to nothing. Facts whose contents are erased are about nothing.
    """
    found = Entry.objects.filter(sort=ACT, kind__in=kinds).order_by("-number")
    if units is not None:
        found = found.filter(content__unit_id__in=units)
    objects: dict[str, None] = {}
    for object in found.exclude(content__object="").values_list("content__object", flat=True).iterator(2000):
        objects[object] = None
        if len(objects) == limit:
            break
    return list(objects)


def facts_about(objects: Collection[str], kinds: Collection[str]) -> list[Read]:
    """Return the facts of some kinds about some objects, oldest first; what was taken back is not among them."""
    found = Entry.objects.filter(sort=ACT, kind__in=kinds, content__object__in=objects).order_by("number")
    entries = list(found.select_related("content"))
    gone = {entry.reverses for entry in entries if entry.reverses}
    return [read_of(entry) for entry in entries if not entry.reverses and entry.number not in gone]


def count_looks(kind: str, object: str) -> int:
    """Return how often one object was looked at in one way."""
    return Entry.objects.filter(kind=kind, content__object=object).count()


def looks_at(kinds: Collection[str], object: str) -> list[EntryLine]:
    """Return the looks of some kinds at one object, newest first."""
    found = Entry.objects.filter(kind__in=kinds, content__object=object).order_by("-number")
    return _lines(found.select_related("content"))


def looks_per_object(kind: str, objects: Collection[str]) -> dict[str, int]:
    """Return how often each of some objects was looked at in one way; those never looked at are not in it."""
    found = Entry.objects.filter(kind=kind, content__object__in=objects).values_list("content__object")
    return dict(found.annotate(Count("number")).order_by())


@dataclass(frozen=True)
class Tally:
    """How many entries of one kind there are, and when the first and the last was made."""

    kind: str
    label: Text
    count: int
    first: datetime
    last: datetime


def tally_about(object: str) -> list[Tally]:
    """Return the entries about one object, counted by kind."""
    return _tallies(Entry.objects.filter(content__object=object))


def tally_by(actor: str) -> list[Tally]:
    """Return the entries that name an actor as the one who acted, counted by kind. Nameless ones are not among them."""
    return _tallies(Entry.objects.filter(content__actor=actor))


def _tallies(found: QuerySet[Entry]) -> list[Tally]:
    counted = found.values_list("kind").annotate(Count("number"), Min("at"), Max("at")).order_by("kind")
    words = _words()
    return [Tally(kind, words.get(kind, kind), *rest) for kind, *rest in counted]


def _words() -> dict[str, Text]:
    return looks() | {name: made.label for name, made in kinds().items()}


def _lines(entries: QuerySet[Entry]) -> list[EntryLine]:
    words = _words()
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
