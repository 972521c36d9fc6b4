"""A fact as a CloudEvent (CloudEvents 1.0, structured JSON). Its data are what ``GET /facts`` tells, and no more."""

import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from tongxin.casework.public import unknown_labels
from tongxin.core import clock
from tongxin.core.policy import NOBODY
from tongxin.exchange.models import Delivery, Endpoint
from tongxin.exchange.reads.facts import Told, public_kinds, told
from tongxin.journal.public import facts_after
from tongxin.organisation.public import actor_for

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
TEST = "exchange.test"


def event_for(endpoint: Endpoint, delivery: Delivery) -> bytes | None:
    """Return what an endpoint is told of an entry; None where it may not know.

    It may not know of cases about the person who set it, as for a key. Some six queries.
    """
    if delivery.kind not in public_kinds():
        return None
    owner = actor_for(endpoint.set_by) if endpoint.set_by else NOBODY
    found = facts_after(delivery.number - 1, kinds=[delivery.kind], units=None, hidden=unknown_labels(owner), limit=1)
    if not found or found[0].number != delivery.number:
        return None
    return _written(_event(told(found)[0]))


def test_event(name: str) -> bytes:
    """Return the event by which an administrator tries an endpoint."""
    head = {"id": name, "type": TEST, "time": _moment(clock.now()), "data": {"kind": TEST}}
    return _written(_frame() | head)


def _event(one: Told) -> dict[str, Any]:
    head: dict[str, Any] = {"id": str(one.number), "type": one.kind, "subject": one.subject}
    if one.at is not None:  # an event without a time is a good event; its day stands in the data
        head["time"] = _moment(one.at)
    return _frame() | head | {"data": vars(one) | {"at": head.get("time")}}


def _frame() -> dict[str, Any]:
    return {"specversion": "1.0", "source": settings.PUBLIC_URL, "datacontenttype": "application/json"}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _written(event: dict[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False, cls=DjangoJSONEncoder).encode()
