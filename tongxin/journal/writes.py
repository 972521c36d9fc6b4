"""Recording: entries are written at the end of the act, under one lock, so their number is the order of commits."""

import secrets
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from tongxin.core import clock, crypto
from tongxin.core.acts import current_actor, current_unit, working
from tongxin.core.policy import Actor
from tongxin.journal import chain
from tongxin.journal.facts import Fact, kinds
from tongxin.journal.looks import looks
from tongxin.journal.models import Content, Entry, Head

ACT, LOOK = "act", "look"
COLUMNS = {"object", "unit_id", "person_id", "day", "amount", "key"}
HEAD = 1
BATCH = 2000


@dataclass
class Draft:
    """An entry before it has a number."""

    sort: str
    kind: str
    actor: str
    object: str = ""
    unit_id: int | None = None
    person_id: int | None = None
    day: date | None = None
    amount: Decimal | None = None
    key: str | None = None
    imported: bool = False
    reverses: int | None = None
    data: dict[str, Any] = field(default_factory=dict)


def record(fact: Fact, *, imported: bool = False) -> None:
    """Record a fact. It is written when the running act ends. Raises RuntimeError outside an act."""
    actor = current_actor()
    current_unit().put_off(
        "journal",
        Draft(
            sort=ACT,
            kind=fact.kind,
            actor="" if fact.nameless else actor.label,
            object=fact.object,
            unit_id=fact.unit_id,
            person_id=fact.person_id,
            day=fact.day or clock.today(),
            amount=fact.amount,
            key=fact.key or None,
            imported=imported,
            data={f.name: getattr(fact, f.name) for f in fields(fact) if f.name not in COLUMNS},
        ),
        write,
    )


def note(
    kind: str,
    *,
    actor: Actor,
    object: str = "",
    unit_id: int | None = None,
    person_id: int | None = None,
    **data: Any,
) -> None:
    """Note a look: who saw, tried or took something. Inside an act it is written with it, otherwise at once."""
    if kind not in looks():
        raise KeyError(f"The look {kind} is not declared.")
    draft = Draft(LOOK, kind, actor.label, object, unit_id, person_id, clock.today(), data=data)
    with working() as unit:
        unit.put_off("journal", draft, write)


def reverse(number: int, *, reason: str) -> None:
    """Take back a fact by a new entry that repeats it with the opposite sign.

    Raises ValueError for a look, for a reversal, and for a fact that was taken back before.
    """
    entry = Entry.objects.select_related("content").get(number=number)
    if entry.sort != ACT or entry.reverses or Entry.objects.filter(reverses=number).exists():
        raise ValueError(f"Entry {number} cannot be reversed.")
    content = entry.content
    draft = Draft(
        ACT, entry.kind, current_actor().label, content.object, content.unit_id, content.person_id, content.day,
        content.amount, reverses=number, data=content.data | {"reason": reason},
    )  # fmt: skip
    current_unit().put_off("journal", draft, write)


def write(drafts: list[Draft]) -> None:
    """Number, chain and store drafts: the last statements of a transaction."""
    head = Head.objects.select_for_update().get_or_create(pk=HEAD)[0]
    _check_kinds(drafts)
    now = clock.now()
    for start in range(0, len(drafts), BATCH):
        entries, contents = [], []
        for draft in drafts[start : start + BATCH]:
            entry, content = _entry(draft, head, now)
            entries.append(entry)
            contents.append(content)
        Entry.objects.bulk_create(entries)
        Content.objects.bulk_create(contents)
    head.seal = seal_of(head.number, head.digest)
    Head.objects.filter(pk=HEAD).update(number=head.number, digest=head.digest, seal=head.seal)


def seal_of(number: int, digest: str) -> str:
    """Return the keyed seal of a head: whoever holds only the database cannot make it."""
    return crypto.mac(f"{number}:{digest}".encode(), "journal")


def _entry(draft: Draft, head: Head, now: Any) -> tuple[Entry, Content]:
    content = Content(
        entry_id=head.number + 1, salt=secrets.token_hex(16), actor=draft.actor, object=draft.object,
        unit_id=draft.unit_id, person_id=draft.person_id, day=draft.day, amount=draft.amount, data=draft.data,
    )  # fmt: skip
    entry = Entry(
        number=head.number + 1, at=now, sort=draft.sort, kind=draft.kind, imported=draft.imported,
        reverses=draft.reverses, key=draft.key, previous=head.digest,
        content_digest=chain.content_digest(content.salt, content.plain()),
    )  # fmt: skip
    entry.digest = entry.right_digest()
    head.number, head.digest = entry.number, entry.digest
    return entry, content


def _check_kinds(drafts: list[Draft]) -> None:
    known = kinds()
    unknown = {draft.kind for draft in drafts if draft.sort == ACT and draft.kind not in known}
    if unknown:
        raise KeyError(f"The facts {sorted(unknown)} are not declared.")
