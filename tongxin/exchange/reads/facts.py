"""What is told of a fact: kind, day, unit and plain values. Never who acted, and never a running number of a row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tongxin.casework.public import unknown_labels
from tongxin.core import crypto
from tongxin.core.policy import Actor
from tongxin.exchange.rights import units_of_facts
from tongxin.journal.public import Read, facts_after, kinds
from tongxin.organisation.public import Unit

SUBJECT = 22
ID = "_id"


@dataclass(frozen=True)
class Told:
    """One fact as other systems get it.

    ``at`` is None for what somebody said without a name: its day must do, or the minute would point to him.
    ``subject`` is the same for all facts about one thing, and says nothing else of it. ``sign`` is -1 for a reversal.
    """

    number: int
    kind: str
    at: datetime | None
    day: date | None
    subject: str
    unit: str
    amount: str | None
    imported: bool
    sign: int
    data: dict[str, Any] = field(default_factory=dict)


def public_kinds() -> list[str]:
    """Return the kinds of fact that other systems may take."""
    return sorted(kind for kind, made in kinds().items() if made.public)


def facts_for(actor: Actor, *, after: int, only: Iterable[str], limit: int) -> list[Told]:
    """Return public facts numbered above ``after`` that the actor may take; none about a case that is about him."""
    wanted = set(public_kinds()) & (set(only) or set(public_kinds()))
    found = facts_after(after, kinds=wanted, units=units_of_facts(actor), hidden=unknown_labels(actor), limit=limit)
    return told(found)


def told(facts: Iterable[Read]) -> list[Told]:
    """Return facts as other systems get them. One query, for the keys of units."""
    facts = list(facts)
    ids = [unit_id for fact in facts for unit_id in (fact.unit_id, *_units_in(fact).values()) if unit_id]
    keys = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "key"))
    return [_told(fact, keys) for fact in facts]


def _told(fact: Read, keys: dict[int, str]) -> Told:
    nameless = kinds()[fact.kind].nameless
    units = {name.removesuffix(ID): keys.get(value or 0, "") for name, value in _units_in(fact).items()}
    return Told(
        number=fact.number,
        kind=fact.kind,
        at=None if nameless else fact.at,
        day=fact.day,
        subject=crypto.mac(fact.object.encode(), "facts")[:SUBJECT],
        unit=keys.get(fact.unit_id or 0, ""),
        amount=f"{fact.amount:.2f}" if fact.amount is not None else None,
        imported=fact.imported,
        sign=fact.sign,
        data={name: value for name, value in fact.data.items() if not name.endswith(ID) and name != "reason"} | units,
    )


def _units_in(fact: Read) -> dict[str, int | None]:
    """Return the values of a public fact that are ids: all of units, which a test makes sure of."""
    return {name: value for name, value in fact.data.items() if name.endswith(ID)}
