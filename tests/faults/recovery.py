"""How soon the product is back: ``python -m tests.faults.recovery`` prints it for each thing that dies.

Measured is the product's own part: from the kill, or from the moment at which the database answers again, until a
person's write is acknowledged, and until the worker has read what that write put into the journal.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe

import psycopg

from tests.faults.own_redis import Redis
from tests.faults.postgres import Cluster, binaries
from tests.faults.product import Product, end, free_port
from tests.faults.visitor import UNANSWERED, Visitor

GOAL, PATIENCE, LOOK_EVERY, FOUND = 5.0, 60.0, 0.05, 302
READ = (
    "SELECT (SELECT MAX(number) FROM journal_entry),"
    " (SELECT number FROM journal_position WHERE follower = 'casework.tally')"
)
SAYING = {"place": "", "place_note": "", "wish": "", "mode": "named", "category": "", "about": ""}


@dataclass(frozen=True)
class Back:
    """What died, and after how many seconds a write was acknowledged and the worker had read it."""

    what: str
    write: float
    work: float


class Scene:
    """A running product with one person at a device, who has a form open."""

    def __init__(self, product: Product) -> None:
        self.product, self.url = product, product.environment["DATABASE_URL"]
        people = product.found(1)
        product.start()
        self.visitor = Visitor(product.port, timeout=PATIENCE)
        self.visitor.sign_in(people["clients"][0]["raiser"], people["password"])
        self.form = self.visitor.form("/say", "/say")
        self.after("nothing", time.monotonic)

    def after(self, what: str, strike: Callable[[], float]) -> Back:
        """Strike, which returns from when on the product can help itself, and measure."""
        self.visitor.close()
        self._until(lambda: self.product.background_worker() > 0 and len(self.product.web_workers()) > 1)
        began = strike()
        form = self.form | SAYING | {"_key": token_urlsafe(16), "body": f"更衣室夜里没有热水，{what}。"}
        self._until(lambda: self.visitor.post("/say", form).status == FOUND)
        write = time.monotonic() - began
        self._until(self._is_read)
        return Back(what, write, time.monotonic() - began)

    def _until(self, deed: Callable[[], bool]) -> None:
        limit = time.monotonic() + PATIENCE
        while True:
            try:
                if deed():
                    return
            except UNANSWERED:
                pass
            assert time.monotonic() < limit, self.product.log.read_text()[-2000:]
            time.sleep(LOOK_EVERY)

    def _is_read(self) -> bool:
        link = psycopg.connect(self.url) if self.url else sqlite3.connect(self.product.home / "tongxin.sqlite3")
        try:
            last, position = link.execute(READ).fetchone()
        finally:
            link.close()
        return bool(last == position)


def processes_die(product: Product, title: str) -> list[Back]:
    """Kill each kind of process once."""
    scene = Scene(product)

    def struck(which: Callable[[], int]) -> Callable[[], float]:
        return lambda: time.monotonic() if end(which()) else 0.0

    def everything() -> float:
        product.kill()
        began = time.monotonic()
        product.start()  # as the service manager of the system does
        return began

    try:
        return [
            scene.after(f"{title}: a web worker", struck(lambda: product.web_workers()[0])),
            scene.after(f"{title}: the web server", struck(product.web_server)),
            scene.after(f"{title}: the background worker", struck(product.background_worker)),
            scene.after(f"{title}: everything, started again", everything),
        ]
    finally:
        product.kill()


def database_restarts(product: Product, cluster: Cluster) -> Back:
    """Stop the database for a while; from when it answers again on, the product is measured."""
    scene = Scene(product)

    def restart() -> float:
        cluster.stop()
        time.sleep(GOAL)
        cluster.start()
        return time.monotonic()

    try:
        return scene.after("PostgreSQL: the database, from its return on", restart)
    finally:
        product.kill()


def redis_dies(product: Product, kill: Callable[[], None]) -> Back:
    """Kill Redis, for good."""
    scene = Scene(product)

    def strike() -> float:
        kill()
        return time.monotonic()

    try:
        return scene.after("SQLite + Redis: Redis, for good", strike)
    finally:
        product.kill()


def measured(folder: Path) -> list[Back]:
    """Return how soon the product is back after everything that this machine can let die."""
    found = processes_die(Product(folder / "small", free_port()), "SQLite")
    if shutil.which("redis-server"):
        redis = Redis(folder)
        redis.start()
        found.append(redis_dies(Product(folder / "cached", free_port(), REDIS_URL=redis.url), redis.kill))
    if binaries():
        cluster = Cluster(folder / "cluster", free_port())
        cluster.make()
        try:
            found.append(database_restarts(Product(folder / "large", free_port(), DATABASE_URL=cluster.url), cluster))
        finally:
            cluster.stop()
    return found


def late(found: list[Back], waiting: float) -> list[str]:
    """Return what came back later than the goal; where others wait for the processors too, that much later."""
    goal = GOAL * max(1.0, waiting)
    return [each.what for each in found if max(each.write, each.work) > goal]


def table(found: list[Back]) -> str:
    """Return it as a table."""
    rows = [f"| {each.what} | {each.write:.1f} s | {each.work:.1f} s |" for each in found]
    return "\n".join(
        ["| what died | a write is acknowledged | the worker has read it |", "| --- | ---: | ---: |", *rows]
    )


def main() -> int:
    """Print the table; 1 if something came back too late."""
    folder = Path(tempfile.mkdtemp(prefix="tongxin-recovery-"))
    folder.chmod(0o755)  # the database's own user must reach its folder
    try:
        found = measured(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    waiting = os.getloadavg()[0] / (os.cpu_count() or 1)
    sys.stdout.write(f"{table(found)}\nwho wanted each processor at the same time: {waiting:.1f}\n")
    for what in late(found, waiting):
        sys.stdout.write(f"too late: {what}\n")
    return int(bool(late(found, waiting)))


if __name__ == "__main__":
    sys.exit(main())
