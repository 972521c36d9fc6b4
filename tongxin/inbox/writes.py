"""Telling people, and their reading of it. Reading is nobody else's business: the journal does not hear of it."""

from collections.abc import Iterable
from datetime import date, timedelta

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.inbox.kinds import Values, kind_named
from tongxin.inbox.models import Notice
from tongxin.inbox.rights import access_notice, visible_notices

KEPT_AFTER_READING = timedelta(days=180)
BATCH = 1000


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

    Called inside an act or by a follower. ``data`` are the values in the wording, ``link`` the path it leads to.
    Raises KeyError for an unregistered kind or a missing value, ValueError for a link that leaves the product.
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
    return len(wanted)


@act
def open_notice(*, actor: Actor, notice_id: int) -> Notice:
    """Mark one's own notice as read when one follows it. Raises NotFoundError."""
    notice = access_notice(actor=actor, notice_id=notice_id)
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
    return notice


@act
def read_all(*, actor: Actor) -> None:
    """Mark all one's own notices as read."""
    visible_notices(actor).filter(read_at=None).update(read_at=clock.now())


def forget_read() -> int:
    """Delete notices that were read more than 180 days ago, in batches. Returns how many were deleted."""
    old = Notice.objects.filter(read_at__lt=clock.now() - KEPT_AFTER_READING)
    total = 0
    while batch := list(old.values_list("pk", flat=True)[:BATCH]):
        total += Notice.objects.filter(pk__in=batch).delete()[0]
    return total
