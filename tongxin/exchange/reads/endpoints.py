"""Webhooks as an administrator sees them: how each is doing. Address and secrets are never shown again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.core.errors import Text
from tongxin.core.policy import Actor
from tongxin.exchange.models import BY_HAND, FAILING, GIVEN_UP, GONE, WAITING, Delivery, Endpoint
from tongxin.exchange.reads.facts import public_kinds
from tongxin.exchange.rights import visible_endpoints
from tongxin.exchange.troubles import trouble_words
from tongxin.journal.public import kinds

WHY_PAUSED: dict[str, Text] = {
    BY_HAND: _("Paused by an administrator"),
    FAILING: _("Paused: it failed for a whole day"),
    GONE: _("Paused: the receiver says that it exists no more"),
}


@dataclass(frozen=True)
class EndpointLine:
    """One webhook. ``given_up`` counts 30 days; ``old_secret_until`` is None when only one secret is good."""

    key: str
    name: str
    host: str
    kinds: list[str]
    paused: Text
    set_at: datetime
    worked_on: date | None
    trouble: Text
    trouble_on: date | None
    waiting: int
    given_up: int
    old_secret_until: datetime | None


def endpoint_lines(actor: Actor) -> list[EndpointLine]:
    """Return all webhooks by name. Two queries."""
    return endpoint_lines_of(visible_endpoints(actor).order_by("name", "pk"))


def endpoint_lines_of(endpoints: Iterable[Endpoint]) -> list[EndpointLine]:
    """Return webhooks that were found before, each with what waits and what was given up. One query more."""
    endpoints = list(endpoints)
    rows = Delivery.objects.filter(endpoint__in=endpoints, state__in=[WAITING, GIVEN_UP])
    counts = {
        (row["endpoint_id"], row["state"]): row["count"]
        for row in rows.order_by().values("endpoint_id", "state").annotate(count=Count("pk"))
    }
    return [_line(one, counts.get((one.pk, WAITING), 0), counts.get((one.pk, GIVEN_UP), 0)) for one in endpoints]


def _line(one: Endpoint, waiting: int, given_up: int) -> EndpointLine:
    until = one.old_secret_until
    return EndpointLine(
        key=one.key,
        name=one.name,
        host=one.host,
        kinds=one.kinds,
        paused=WHY_PAUSED.get(one.paused, one.paused),
        set_at=one.set_at,
        worked_on=one.worked_on,
        trouble=trouble_words(one.trouble) if one.trouble else "",
        trouble_on=one.trouble_on,
        waiting=waiting,
        given_up=given_up,
        old_secret_until=until if until is not None and until > clock.now() else None,
    )


def kind_choices() -> list[tuple[str, Text]]:
    """Return the kinds of fact of which a webhook may be told, with their words."""
    words = kinds()
    return [(kind, words[kind].label) for kind in public_kinds()]
