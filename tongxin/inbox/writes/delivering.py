"""Sending what is due. A row is claimed by one conditional update, sent, and marked: at least once, not at most once.

A worker that dies between sending and marking leaves its claim; when it lapses the message goes again, if its notices
are still unread (docs/decisions/0014).
"""

import time
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import F, Max, QuerySet

from tongxin.clocks.public import calendar
from tongxin.core import clock, leases
from tongxin.core.db import writing
from tongxin.core.modules import off_apps
from tongxin.core.names import new_name
from tongxin.inbox.book import pauses
from tongxin.inbox.channels.trouble import NotDeliveredError, Trouble
from tongxin.inbox.models import ChannelState, Delivery, MailAddress, Preference
from tongxin.inbox.models.delivery import DROPPED, GIVEN_UP, READ, SENT, WAITING
from tongxin.inbox.rules.hours import allowed_from
from tongxin.inbox.rules.retrying import pause_after
from tongxin.inbox.writes.ways import Way, open_ways

CLAIM = timedelta(minutes=5)
BATCH = 500
ROUND = 20.0  # seconds; the worker has other things to do as well


def deliver() -> int:
    """Send what is due by every way that is set up. Returns how many messages left."""
    with open_ways() as ways:
        return sum(_round(way) for way in ways)


def _round(way: Way) -> int:
    """Send until nothing is due, the time is over, or the way itself is in trouble."""
    until, n_sent = time.monotonic() + ROUND, 0
    _put_off(due(way.channel))
    for recipient in _recipients(way):
        if time.monotonic() > until:
            break
        try:
            n_sent += deliver_to(way, recipient)
        except NotDeliveredError:
            break  # everybody else would meet the same
    return n_sent


def due(channel: str) -> QuerySet[Delivery]:
    """Return what waits, is due, belongs to no module that is off, and is in no other worker's hands."""
    waiting = Delivery.objects.filter(leases.free(), channel=channel, state=WAITING, send_at__lte=clock.now())
    for app in off_apps():
        waiting = waiting.exclude(notice__kind__startswith=f"{app}.")
    return waiting


def _recipients(way: Way) -> list[int]:
    found = due(way.channel).order_by().values_list(way.recipient, flat=True).exclude(**{way.recipient: None})
    return list(found.annotate(last=Max("send_at")).order_by("last")[:BATCH])


def _put_off(rows: QuerySet[Delivery]) -> None:
    """Move what became due in somebody's quiet hours, after a pause or while the worker stood still, to their end."""
    now, works = clock.local(clock.now()), calendar().is_working
    waiting = list(rows.order_by("send_at")[:BATCH])
    wishes = {wish.person_id: wish for wish in Preference.objects.filter(person__in={row.person_id for row in waiting})}
    for row in waiting:
        wish = wishes.get(row.person_id)
        if wish is None or (row.urgent and wish.urgent_anyway):
            continue
        moment = allowed_from(now, wish.hours, works)
        if moment > now:
            with writing():
                rows.filter(pk=row.pk).update(send_at=moment)


def deliver_to(way: Way, recipient: int) -> bool:
    """Send one recipient one message about everything that is due. Returns whether one left.

    Raises NotDeliveredError where the way itself is in trouble; the message is put off or given up in any case.
    """
    claim = _claim(due(way.channel).filter(**{way.recipient: recipient}))
    if not claim:
        return False
    mine = Delivery.objects.filter(claim=claim, state=WAITING)
    held = list(mine.select_related("notice").order_by("pk"))
    _settle(mine, [row.pk for row in held if row.notice.read_at is not None], READ)
    held = _without_worn_out(mine, held)
    wanted = way.still_wanted([row for row in held if row.notice.read_at is None])
    _settle(mine, [row.pk for row in held if row.notice.read_at is None and row not in wanted], DROPPED)
    if not wanted:
        return False
    try:
        way.send(recipient, wanted)
    except NotDeliveredError as problem:
        _failed(way.channel, mine, max(row.tries for row in wanted), problem)
        _note_on_address(way, recipient, problem.trouble)
        if problem.is_of_the_way:
            raise
        return False
    _arrived(way.channel, mine)
    _note_on_address(way, recipient, "")
    return True


def _claim(rows: QuerySet[Delivery]) -> str:
    claim = new_name()
    with writing():
        taken = rows.update(claim=claim, claimed_until=leases.until(CLAIM), tries=F("tries") + 1)
    return claim if taken else ""


def _without_worn_out(mine: QuerySet[Delivery], held: list[Delivery]) -> list[Delivery]:
    """Give up what was claimed again and again by workers that died over it: nobody shall get it for ever."""
    worn_out = [row.pk for row in held if row.tries > len(pauses()) + 1]
    if worn_out:
        mine.filter(pk__in=worn_out).update(trouble=Trouble.UNKNOWN.value)
        _settle(mine, worn_out, GIVEN_UP)
    return [row for row in held if row.pk not in worn_out]


def _settle(mine: QuerySet[Delivery], ids: Iterable[int], state: str) -> None:
    ids = list(ids)
    if ids:
        with writing():
            mine.filter(pk__in=ids).update(state=state, done_at=clock.now(), claim="", claimed_until=None)


def _arrived(channel: str, mine: QuerySet[Delivery]) -> None:
    now = clock.now()
    with writing():
        mine.update(state=SENT, done_at=now, claim="", claimed_until=None, trouble="")
        ChannelState.objects.update_or_create(channel=channel, defaults={"worked_at": now})


def _failed(channel: str, mine: QuerySet[Delivery], tries: int, problem: NotDeliveredError) -> None:
    now, pause = clock.now(), None if problem.is_final else pause_after(tries, pauses())
    free = {"claim": "", "claimed_until": None, "trouble": problem.trouble.value}
    with writing():
        if pause is None:
            mine.update(state=GIVEN_UP, done_at=now, **free)
        else:
            mine.update(send_at=now + pause, **free)
        state = {"trouble": problem.trouble.value, "trouble_at": now}
        ChannelState.objects.update_or_create(channel=channel, defaults=state)


def _note_on_address(way: Way, recipient: int, trouble: str) -> None:
    """Keep on the person's own page that his mail does not arrive; not what is wrong with the server."""
    if way.recipient == "person_id" and trouble in {"", Trouble.RECIPIENT, Trouble.RECIPIENT_LATER}:
        MailAddress.objects.filter(person_id=recipient).exclude(trouble=trouble).update(trouble=trouble)
