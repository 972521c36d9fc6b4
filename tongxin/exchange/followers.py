"""What the exchange does when something was recorded: queue it for the webhooks that want to hear of it."""

from tongxin.core import clock
from tongxin.exchange.models import Delivery, Endpoint
from tongxin.exchange.reads.facts import public_kinds
from tongxin.exchange.rules.sending import tell_at
from tongxin.journal.public import Follower, Read, follow, kinds

NAME = "exchange.webhooks"


def queue(entries: list[Read]) -> None:
    """Queue entries once for every webhook of their kind, for paused ones too. Two queries, none where none is set."""
    endpoints = list(Endpoint.objects.only("kinds", "set_at"))
    words = kinds()
    rows = [
        Delivery(
            endpoint=endpoint, number=entry.number, kind=entry.kind,
            send_at=tell_at(clock.local(entry.at), nameless=words[entry.kind].nameless),
        )
        for endpoint in endpoints
        for entry in entries
        if entry.kind in endpoint.kinds and entry.at >= endpoint.set_at
    ]  # fmt: skip
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


def register() -> None:
    """Let the reaction follow: without ``reset`` it never goes back and never sees what was brought in as history."""
    follow(Follower(NAME, frozenset(public_kinds()), queue))
