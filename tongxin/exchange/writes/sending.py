"""Sending what is due: at least once, by the same number, in no promised order (docs/decisions/0018).

Rows are claimed by one conditional update. Only requests run beside each other, one thread an endpoint: a slow
receiver takes nobody else's turn. Threads touch no database.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F, QuerySet

from tongxin.core import clock, leases
from tongxin.core.acts import act
from tongxin.core.db import writing
from tongxin.core.egress import BarredError, post
from tongxin.core.errors import RuleBrokenError
from tongxin.core.names import new_name
from tongxin.core.policy import Actor, system_actor
from tongxin.exchange.facts import EndpointPaused
from tongxin.exchange.models import DROPPED, FAILING, GIVEN_UP, SENT, WAITING, Delivery, Endpoint
from tongxin.exchange.reads.events import CONTENT_TYPE, event_for, test_event
from tongxin.exchange.rights import access_endpoint
from tongxin.exchange.rules.sending import KEPT_DONE, KEPT_WAITING, PAUSES, is_to_be_paused, pause_after
from tongxin.exchange.rules.signing import headers_of
from tongxin.exchange.troubles import BUSY, FAULT, GONE, LOST, REFUSED, trouble_words
from tongxin.journal.public import record

CLAIM = timedelta(minutes=5)
BATCH = 50
AT_ONCE = 8
ROUND = 20.0  # seconds; the worker has other things to do as well
JOB = "exchange.send"
TAKEN = range(200, 300)
OF_THE_LETTER = frozenset({REFUSED})  # the next letter may fare better
STATUS = {410: GONE, 429: BUSY}
FIRST_FAULT = 500


@dataclass
class Parcel:
    """What one endpoint is to get in one round, opened before the threads start. ``ends`` is filled by its thread."""

    endpoint: Endpoint
    claim: str
    url: str
    secrets: list[str]
    letters: list[tuple[Delivery, bytes]]
    ends: list[tuple[Delivery, str]] = field(default_factory=list)


def send_due() -> int:
    """Send what is due to every webhook that is on. Returns how many were taken."""
    parcels = [parcel for endpoint in _endpoints_due() if (parcel := _packed(endpoint))]
    if not parcels:
        return 0
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        running = {pool.submit(copy_context().run, _carry, parcel): parcel for parcel in parcels}
        return sum(_settle(running[done]) for done in as_completed(running))


def due() -> QuerySet[Delivery]:
    """Return what waits, is due, is in no other worker's hands, and goes to a webhook that is on."""
    return Delivery.objects.filter(leases.free(), state=WAITING, send_at__lte=clock.now(), endpoint__paused="")


def _endpoints_due() -> list[Endpoint]:
    found = due().order_by().values("endpoint_id").distinct()
    return list(Endpoint.objects.filter(pk__in=found).select_related("set_by").order_by("pk"))


def _packed(endpoint: Endpoint) -> Parcel | None:
    """Claim what is due for an endpoint and write it out; what it may not know, or was lost too often, is settled."""
    claim = new_name()
    ids = list(due().filter(endpoint=endpoint).order_by("send_at", "number").values_list("pk", flat=True)[:BATCH])
    with writing():
        # Asked again in the update itself: another worker may have been faster.
        free = Delivery.objects.filter(leases.free(), state=WAITING, pk__in=ids)
        free.update(claim=claim, claimed_until=leases.until(CLAIM), tries=F("tries") + 1)
    letters = []
    for row in Delivery.objects.filter(claim=claim).order_by("send_at", "number"):
        event = event_for(endpoint, row)
        if event is None:
            _end(row, claim, DROPPED)
        elif row.tries > len(PAUSES) + 1:
            _end(row, claim, GIVEN_UP)
            _note_failure(endpoint, LOST)
        else:
            letters.append((row, event))
    return Parcel(endpoint, claim, endpoint.url, secrets_of(endpoint), letters) if letters else None


def secrets_of(endpoint: Endpoint) -> list[str]:
    """Return the secrets that are good now: the newest first, and the old one for its last day."""
    until = endpoint.old_secret_until
    old = [endpoint.old_secret] if until is not None and until > clock.now() else []
    return [endpoint.secret, *old]


def _carry(parcel: Parcel) -> None:
    """Send one letter after the other until the time is over or the receiver is in trouble. Runs in a thread."""
    until = time.monotonic() + ROUND
    for row, event in parcel.letters:
        if time.monotonic() > until:
            return
        trouble = hand_over(parcel.url, parcel.secrets, str(row.number), event)
        parcel.ends.append((row, trouble))
        if trouble and trouble not in OF_THE_LETTER:
            return


def hand_over(url: str, secrets: list[str], message: str, event: bytes) -> str:
    """Send one event, signed. Returns what went wrong, empty where it was taken."""
    headers = headers_of(secrets, message, int(clock.now().timestamp()), event)
    try:
        answer = post(url, event, {"Content-Type": CONTENT_TYPE, **headers})
    except BarredError as barred:
        return barred.why.value
    if answer.status in TAKEN:
        return ""
    return STATUS.get(answer.status, FAULT if answer.status >= FIRST_FAULT else REFUSED)


def _settle(parcel: Parcel) -> int:
    """Write down how a parcel fared, and let go of what was not tried."""
    for row, trouble in parcel.ends:
        if not trouble:
            _end(row, parcel.claim, SENT)
            continue
        pause = pause_after(row.tries)
        if pause is None:
            _end(row, parcel.claim, GIVEN_UP)
        else:
            _mine(row, parcel.claim).update(send_at=clock.now() + pause, claim="", claimed_until=None)
    Delivery.objects.filter(claim=parcel.claim).update(claim="", claimed_until=None, tries=F("tries") - 1)
    for trouble in _in_order(parcel):
        _note_failure(parcel.endpoint, trouble) if trouble else _note_success(parcel.endpoint)
    return sum(not trouble for _row, trouble in parcel.ends)


def _in_order(parcel: Parcel) -> Iterator[str]:
    """Return success before trouble, each at most once: a letter that is refused says nothing of the others."""
    troubles = [trouble for _row, trouble in parcel.ends]
    yield from ([""] if "" in troubles else [])
    yield from [trouble for trouble in troubles if trouble][-1:]


def _mine(row: Delivery, claim: str) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=row.pk, claim=claim)


def _end(row: Delivery, claim: str, state: str) -> None:
    _mine(row, claim).update(state=state, done_at=clock.now(), claim="", claimed_until=None)


def _note_success(endpoint: Endpoint) -> None:
    Endpoint.objects.filter(pk=endpoint.pk).update(worked_on=clock.today(), failing_since=None, trouble="")


def _note_failure(endpoint: Endpoint, trouble: str) -> None:
    rows = Endpoint.objects.filter(pk=endpoint.pk)
    rows.update(trouble=trouble, trouble_on=clock.today())
    rows.filter(failing_since=None).update(failing_since=clock.now())
    if trouble == GONE:
        pause_failing(actor=system_actor(JOB), endpoint_id=endpoint.pk, why=GONE)
    elif is_to_be_paused(rows.values_list("failing_since", flat=True).first(), clock.now()):
        pause_failing(actor=system_actor(JOB), endpoint_id=endpoint.pk, why=FAILING)


@act
def pause_failing(*, actor: Actor, endpoint_id: int, why: str) -> None:
    """The system leaves alone a webhook that failed for a day, or that is gone. Records EndpointPaused."""
    found = Endpoint.objects.select_for_update().filter(pk=endpoint_id, paused="").first()
    if found is not None:
        found.paused = why
        found.save(update_fields=["paused"])
        record(EndpointPaused(object=found.label, why=why))


def try_endpoint(*, actor: Actor, key: str) -> None:
    """Send a test at once, also to a paused webhook. Raises NotFound, RuleBroken with what is wrong."""
    found = access_endpoint(actor=actor, key=key)
    name = f"test-{new_name()}"
    trouble = hand_over(found.url, secrets_of(found), name, test_event(name))
    if trouble:
        raise RuleBrokenError(trouble_words(trouble))


def forget_done() -> int:
    """Give up what waited for seven days, and forget what was settled 30 days ago. Returns how many were forgotten."""
    now = clock.now()
    stale = Delivery.objects.filter(state=WAITING, claim="", send_at__lt=now - KEPT_WAITING)
    stale.update(state=GIVEN_UP, done_at=now)
    return Delivery.objects.filter(done_at__lt=now - KEPT_DONE).exclude(state=WAITING).delete()[0]
