"""Erasing contents whose term is over. The frame stays, and an entry of its own says which contents went.

That entry, the tombstone, names the numbers and a digest of what is left; it stands in the chain like every other and
is under the next checkpoint. So a content that is gone without one, or that changed after it, is found (``verify``).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet

from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.core.retention import Held, Holding
from tongxin.journal import chain
from tongxin.journal.facts import ERASED, ContentErased, kinds
from tongxin.journal.models import Content
from tongxin.journal.writes import ACT, LOOK, record


def looks_holding() -> Holding:
    """Return the holding of looks: who saw, tried or took something. All of their content goes."""
    return Holding("journal.looks", lambda before, held: _due(LOOK, before, held).count(), _eraser(LOOK))


def facts_holding() -> Holding:
    """Return the holding of facts: person, actor and object go; what is counted of them stays."""
    return Holding("journal.facts", lambda before, held: _due(ACT, before, held).count(), _eraser(ACT))


def _due(sort: str, before: datetime, held: Held) -> QuerySet[Content]:
    found = Content.objects.filter(entry__at__lt=before, entry__sort=sort).exclude(salt="").exclude(entry__kind=ERASED)
    if not held:
        return found
    labels = [f"{kind}:{pk}" for pk in held for kind in ("person", "organisation.person")]
    return found.exclude(Q(person_id__in=held) | Q(actor__in=labels) | Q(object__in=labels))


def _eraser(sort: str) -> Any:
    def erase(actor: Actor, before: datetime, held: Held, limit: int) -> int:
        return erase_contents(actor=actor, sort=sort, before=before, held=held, limit=limit)

    return erase


@act
def erase_contents(*, actor: Actor, sort: str, before: datetime, held: Held, limit: int) -> int:  # noqa: ARG001 - the act's own
    """Erase a batch of the contents of one sort written before a moment. Returns how many.

    Salts go, so that nobody can guess a content back from its digest. Records ContentErased.
    """
    rows = list(_due(sort, before, held).select_related("entry").order_by("entry_id")[:limit])
    if not rows:
        return 0
    digest, told = sha256(), {name for name, made in kinds().items() if made.public}
    for row in rows:
        blank(row, keeps=sort == ACT, keeps_data=row.entry.kind in told)
        digest.update(chain.canonical(row.plain()))
    fields = ["salt", "actor", "object", "unit_id", "person_id", "day", "amount", "data"]
    Content.objects.bulk_update(rows, fields, batch_size=500)
    numbers = [row.entry_id for row in rows]
    record(
        ContentErased(
            sort=sort, before=before.isoformat(), count=len(rows), spans=spans_of(numbers), left=digest.hexdigest()
        )
    )
    return len(rows)


def blank(row: Content, *, keeps: bool, keeps_data: bool) -> None:
    """Empty a content. Of a fact unit, day and amount stay, and the plain values of one that tells of no person."""
    row.salt = row.actor = row.object = ""
    row.person_id = None
    row.data = row.data if keeps and keeps_data else {}
    if not keeps:
        row.unit_id = row.day = row.amount = None


def spans_of(numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return ascending numbers as unbroken runs: first and last of each."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


class Tombstones:
    """What the tombstones of the journal say, for one reading in ascending order."""

    def __init__(self, stones: Mapping[int, Mapping[str, Any]]) -> None:
        self.left = {number: str(stone["left"]) for number, stone in stones.items()}
        self.digests = {number: sha256() for number in stones}
        self.first = {number: stone["spans"][0][0] for number, stone in stones.items()}
        spans = [(first, last, number) for number, stone in stones.items() for first, last in stone["spans"]]
        self.spans = sorted(spans)
        self.at = 0

    @classmethod
    def read(cls) -> "Tombstones":
        """Return those of the journal. One query."""
        rows = Content.objects.filter(entry__kind=ERASED).values_list("entry_id", "data")
        return cls({number: data for number, data in rows if data.get("spans")})

    def stone_of(self, number: int) -> int | None:
        """Return the number of the tombstone that names an entry."""
        while self.at < len(self.spans) and self.spans[self.at][1] < number:
            self.at += 1
        if self.at < len(self.spans) and self.spans[self.at][0] <= number:
            return self.spans[self.at][2]
        return None

    def take(self, stone: int, content: Content) -> None:
        """Note what is left of a content."""
        self.digests[stone].update(chain.canonical(content.plain()))

    def broken(self, after: int) -> list[int]:
        """Return the tombstones whose contents, all numbered above ``after``, are no longer what was left."""
        return [
            number
            for number, digest in self.digests.items()
            if self.first[number] > after and digest.hexdigest() != self.left[number]
        ]
