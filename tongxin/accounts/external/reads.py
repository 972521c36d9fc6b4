"""By which ways an account can be opened."""

from dataclasses import dataclass
from datetime import datetime

from tongxin.accounts.external.ways import label_of
from tongxin.accounts.models import Binding, User


@dataclass(frozen=True)
class BoundWay:
    """A binding as a page shows it. ``since`` is the moment it was made; an ended one waits for a release."""

    id: int
    way: str
    label: str
    since: datetime
    ended: bool


def bindings_of(user: User, *, unreleased: bool = False) -> list[BoundWay]:
    """Return the bindings of an account that hold; with ``unreleased`` also ended ones that still bar another."""
    rows = Binding.objects.filter(user=user, released_at=None).order_by("way", "-pk")
    if not unreleased:
        rows = rows.filter(ended_at=None)
    return [BoundWay(row.pk, row.way, label_of(row.way), row.bound_at, row.ended_at is not None) for row in rows]
