"""Telling people, inside the product always, and outside where they want it."""

from collections.abc import Iterable
from datetime import date

from tongxin.inbox.kinds import Values, kind_named
from tongxin.inbox.models import Notice
from tongxin.inbox.writes.planning import plan


def notify(
    *, person_id: int, kind: str, key: str, link: str, data: Values, about: str = "", due_on: date | None = None
) -> bool:
    """Tell one person something once. Returns whether it is new to them; see ``notify_many``."""
    people = [person_id]
    return notify_many(person_ids=people, kind=kind, key=key, link=link, data=data, about=about, due_on=due_on) == 1


def notify_many(
    *,
    person_ids: Iterable[int],
    kind: str,
    key: str,
    link: str,
    data: Values,
    about: str = "",
    due_on: date | None = None,
) -> int:
    """Tell several people the same thing, each only once for one ``key``. Returns to how many it is new.

    Called inside an act or by a follower; what is to leave the product is queued in the same transaction. ``data`` are
    the values in the wording, ``link`` the path it leads to. Three queries where nobody wants to hear
    outside. Raises KeyError for an unregistered kind or a missing value, ValueError for a link that leaves the product.
    """
    wording = kind_named(kind)
    wording.title_with(data), wording.note_with(data)
    if not link.startswith("/") or link.startswith("//"):
        raise ValueError(f"{link!r} is not a path of this product.")
    wanted = set(person_ids)
    wanted -= set(Notice.objects.filter(key=key, person_id__in=wanted).values_list("person_id", flat=True))
    Notice.objects.bulk_create(
        [
            Notice(person_id=person, kind=kind, key=key, data=dict(data), link=link, about=about, due_on=due_on)
            for person in sorted(wanted)
        ],
        # Another worker may have told them in this very moment.
        ignore_conflicts=True,
    )
    if wanted:
        plan(person_ids=wanted, kind=wording, key=key)
    return len(wanted)
