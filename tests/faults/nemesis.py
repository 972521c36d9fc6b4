"""The nemesis: kills one process after the other without a warning, and measures until somebody is answered again."""

import os
import time
from dataclasses import dataclass
from itertools import cycle

from tests.faults.ledger import Ledger
from tests.faults.product import Product, end

ONE, ALL, SERVER, BACKGROUND, EVERYTHING = (
    "one web worker", "all web workers", "the web server", "the background worker", "everything",
)  # fmt: skip
WAYS = (ONE, BACKGROUND, ALL, SERVER, BACKGROUND, ONE, EVERYTHING)
SECONDS_FOR_ANSWER = 60.0
LOOK_EVERY = 0.05


@dataclass(frozen=True)
class Kill:
    """What was killed, and how many seconds later a request that began afterwards was acknowledged."""

    what: str
    seconds: float


class Nemesis:
    """Strikes when told to. Whatever it kills, the product itself must bring back; only all at once is started anew."""

    def __init__(self, product: Product, ledger: Ledger) -> None:
        self.product, self.ledger = product, ledger
        self.kills: list[Kill] = []
        self._ways = cycle(WAYS)

    def strike(self) -> None:
        """Kill, and wait until a client was answered."""
        way = next(self._ways)
        moment = self._killed(way)
        limit = moment + SECONDS_FOR_ANSWER
        while (seconds := self.ledger.answered_since(moment)) is None and time.monotonic() < limit:
            time.sleep(LOOK_EVERY)
        self.kills.append(Kill(way, SECONDS_FOR_ANSWER if seconds is None else seconds))

    def _killed(self, way: str) -> float:
        """Kill; where the process is just being started again, wait for it. Returns when."""
        while True:
            moment = time.monotonic()
            if way == EVERYTHING:
                self.product.kill()
                self.product.start()  # again and again until the port is free
                return moment
            struck = [end(pid) for pid in self._aimed_at(way) if pid not in (0, os.getpid())]
            if any(struck):
                return moment
            time.sleep(LOOK_EVERY)

    def _aimed_at(self, way: str) -> list[int]:
        if way == ONE:
            return self.product.web_workers()[:1]
        if way == ALL:
            return self.product.web_workers()
        return [self.product.web_server() if way == SERVER else self.product.background_worker()]
