"""Queueing what is to leave the product, in the transaction that tells it inside: neither is ever there alone."""

from collections.abc import Collection

from django.db.models import Q

from tongxin.clocks.public import calendar
from tongxin.core import clock
from tongxin.inbox.book import window
from tongxin.inbox.kinds import NoticeKind
from tongxin.inbox.models import Delivery, Notice, Preference
from tongxin.inbox.reads.channels import MAIL, ROBOT, robots_of
from tongxin.inbox.rules.hours import send_at


def plan(*, person_ids: Collection[int], kind: NoticeKind, key: str) -> int:
    """Queue a fresh notice for those who want to hear of it outside. Returns how many deliveries were queued.

    One query where nobody wants to. Runs in the caller's transaction.
    """
    wishes = list(Preference.objects.filter(Q(by_mail=True) | Q(by_robot=True), person_id__in=person_ids))
    if not wishes:
        return 0
    people = [wish.person_id for wish in wishes]
    notices = dict(Notice.objects.filter(key=key, person_id__in=people).values_list("person_id", "pk"))
    robots = robots_of([wish.person_id for wish in wishes if wish.by_robot])
    rows = [row for wish in wishes for row in _rows(wish, kind, notices[wish.person_id], robots.get(wish.person_id))]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)  # another worker may have told them in this very moment
    return len(rows)


def _rows(wish: Preference, kind: NoticeKind, notice_id: int, robot_id: int | None) -> list[Delivery]:
    moment = send_at(
        clock.local(clock.now()), wish.hours, urgent=kind.urgent, works=calendar().is_working, window=window()
    )
    if moment is None:
        return []
    ways: list[tuple[str, int | None]] = [(MAIL, None)] if wish.by_mail else []
    if wish.by_robot and robot_id is not None:
        ways.append((ROBOT, robot_id))
    return [
        Delivery(
            notice_id=notice_id, person_id=wish.person_id, channel=channel, robot_id=robot, urgent=kind.urgent,
            send_at=moment,
        )
        for channel, robot in ways
    ]  # fmt: skip
