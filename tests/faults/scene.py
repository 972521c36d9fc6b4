"""The large scene: clients send, the nemesis kills, the checker compares."""

import json
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.clients import Client, GivenUpError, Quota
from tests.faults.ledger import REFUSED, SENT, UNANSWERED, Ledger
from tests.faults.nemesis import Kill, Nemesis
from tests.faults.product import Product

LOOK_EVERY = 0.05
MOST_GIVEN_UP = 8


@dataclass
class Outcome:
    """What a run came to."""

    sent: Counter = field(default_factory=Counter)
    acknowledged: int = 0
    unanswered: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)
    kills: list[Kill] = field(default_factory=list)
    found: dict = field(default_factory=dict)
    seconds: float = 0.0
    locked: int = 0
    given_up: list[str] = field(default_factory=list)


def play(product: Product, *, submissions: int, kills: int, clients: int = 12, pages_every: int = 1) -> Outcome:
    """Let the clients send so many submissions while so many kills are spread over them, then compare."""
    people = product.found(clients)
    product.start()
    ledger = Ledger(Path(f"{product.home}.ledger"))
    nemesis, quota, outcome = Nemesis(product, ledger), Quota(submissions), Outcome()
    made = [
        Client(product.port, cast, people["password"], ledger, pages_every=pages_every) for cast in people["clients"]
    ]
    began = time.monotonic()
    threads = [threading.Thread(target=_work, args=(client, quota, outcome)) for client in made]
    try:
        for thread in threads:
            thread.start()
        for number in range(kills):
            _wait(ledger, threads, (number + 0.5) * submissions / kills)
            if any(thread.is_alive() for thread in threads):
                nemesis.strike()
        for thread in threads:
            thread.join()
    finally:
        outcome.seconds = time.monotonic() - began
        product.kill()
    _sum_up(outcome, ledger, nemesis, product)
    return outcome


def _work(client: Client, quota: Quota, outcome: Outcome) -> None:
    while quota.left > 0 and len(outcome.given_up) < MOST_GIVEN_UP:
        try:
            client.work(quota)
        except GivenUpError as error:
            outcome.given_up.append(str(error))


def _wait(ledger: Ledger, threads: list[threading.Thread], count: float) -> None:
    while ledger.acknowledged() < count and any(thread.is_alive() for thread in threads):
        time.sleep(LOOK_EVERY)


def _sum_up(outcome: Outcome, ledger: Ledger, nemesis: Nemesis, product: Product) -> None:
    for line in ledger.lines:
        if line.what == SENT:
            outcome.sent[line.kind] += 1
        if line.what == UNANSWERED:
            outcome.unanswered[line.note] += 1
        if line.what == REFUSED:
            outcome.refused[f"{line.kind} {line.note}"] += 1
    outcome.acknowledged = ledger.acknowledged()
    outcome.kills = nemesis.kills
    outcome.locked = product.said("database is locked")
    outcome.found = json.loads(product.run("tests.faults.checking", str(ledger.file)))


def table(outcome: Outcome, title: str) -> str:
    """Return a run as a table."""
    worst: dict[str, float] = {}
    for kill in outcome.kills:
        worst[kill.what] = max(worst.get(kill.what, 0.0), kill.seconds)
    found = outcome.found
    rows = [
        ("database", title),
        ("submissions sent", sum(outcome.sent.values())),
        *((f"– {kind}", number) for kind, number in outcome.sent.items()),
        ("acknowledged", outcome.acknowledged),
        ("seconds", round(outcome.seconds)),
        ("kills", len(outcome.kills)),
        *((f"– {what}, longest until the next success", f"{seconds:.1f} s") for what, seconds in worst.items()),
        ("requests without an answer, sent again", dict(outcome.unanswered) or 0),
        ("refused or given up", [*outcome.refused.items(), *outcome.given_up] or 0),
        ("“database is locked” in the log", outcome.locked),
        ("lost", len(found["lost"])),
        ("doubled", len(found["doubled"])),
        ("half done", len(found["half"])),
        ("findings in the journal", f"{len(found['journal'])} of {found['entries']} entries"),
        ("cells in which figures differ from rebuilt ones", len(found["followers"])),
    ]
    return "\n".join(["| what | found |", "| --- | ---: |", *(f"| {what} | {value} |" for what, value in rows)])


def faults(outcome: Outcome) -> dict[str, object]:
    """Return everything that must be empty after a run."""
    with suppress(KeyError):
        kept = {name: outcome.found[name] for name in ("lost", "doubled", "half", "journal", "followers")}
        kept |= {"refused": dict(outcome.refused), "given up": outcome.given_up, "locked": outcome.locked}
        return {name: value for name, value in kept.items() if value}
    return {"no comparison": True}
