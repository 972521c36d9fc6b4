"""Shapes of facts for other systems."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from tongxin.exchange.reads.facts import Told


class FactOut(Schema):
    """A fact. ``at`` is null for what was said without a name; ``subject`` is equal for facts about one thing."""

    number: int
    kind: str
    at: datetime | None
    day: date | None
    subject: str
    unit: str
    amount: str | None
    imported: bool
    sign: int
    data: dict[str, Any]


class FactPage(Schema):
    """Facts by number. Ask again with ``after`` = ``last`` of this page; ``more`` says that there are some already."""

    items: list[FactOut]
    last: int
    more: bool


def fact_out(told: Told) -> FactOut:
    """Return a fact as it is told."""
    return FactOut(**vars(told))
