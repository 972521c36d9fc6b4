"""Reading one's notices. Reading is nobody else's business: the journal does not hear of it."""

from datetime import timedelta

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.inbox.models import Notice
from tongxin.inbox.rights import access_notice, visible_notices

KEPT_AFTER_READING = timedelta(days=180)
BATCH = 1000


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
        total += Notice.objects.filter(pk__in=batch).delete()[1]["inbox.Notice"]
    return total
