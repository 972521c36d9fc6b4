"""The two databases: the start-up check, and the few things in which they differ. Nothing else asks for the vendor."""

import fcntl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Collate, StrIndex
from django.db.models.lookups import GreaterThan

WANTED = {"journal_mode": "wal", "synchronous": 2}
# Where so many have given up waiting for the file lock and it still did not come, the next one need not wait.
MOST_WAITING = 32
# Longer than any page or form may take; imports, backups and the worker's jobs take what they need.
STATEMENT_SECONDS = 30
LOCK_NOT_AVAILABLE = "55P03"
_waiting = threading.BoundedSemaphore(MOST_WAITING)


def is_sqlite() -> bool:
    """Return whether the database is SQLite."""
    return connection.vendor == "sqlite"


def wait_for_turn(name: str) -> None:
    """Hold one named lock until the transaction ends. On SQLite the writing transaction already is the only one."""
    if not is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Hold one named lock from statement to statement, whatever transactions end meanwhile; wait until it is free.

    Whoever dies lets go of it. On SQLite there is one machine, and who must be alone there takes a file lock.
    """
    if is_sqlite():
        yield
        return
    with connection.cursor() as cursor, lock_timeout(0):
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:  # a connection that broke holds nothing any more
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


@contextmanager
def lock_timeout(seconds: float) -> Iterator[None]:
    """Wait for what others hold so long at most, 0 for ever, in place of the usual time. On SQLite it stays usual."""
    if is_sqlite():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{round(seconds * 1000)}ms"])
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def is_held(error: BaseException) -> bool:
    """Return whether an error says that somebody else held what was needed, for longer than one waits."""
    cause = error.__cause__
    return getattr(cause, "sqlstate", "") == LOCK_NOT_AVAILABLE or str(error) == "database is locked"


def limit_statements() -> None:
    """Let no statement of this process run longer than a person waits for a page. Connections made later obey."""
    options = connections.settings["default"].get("OPTIONS", {})
    if "options" in options:  # PostgreSQL alone reads them
        options["options"] += f" -c statement_timeout={STATEMENT_SECONDS * 1000}"


@contextmanager
def writing() -> Iterator[None]:
    """Open a transaction that writes. On SQLite writers queue at a file lock, one after the other.

    SQLite's own waiting is polling: under a dozen writers some are passed over until they give up ("database is
    locked"). The kernel's queue wakes the next one at once and forgets nobody (docs/decisions/0007).
    Raises OperationalError, told as an outage, when the turn does not come within the time of SQLite's own waiting.
    """
    if not is_sqlite() or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with _turn(connection.settings_dict["OPTIONS"]["timeout"]), transaction.atomic():
        yield


@contextmanager
def _turn(seconds: float) -> Iterator[None]:
    """Hold the lock of the writers; wait for it so long at most."""
    file = (Path(settings.HOME) / "writers.lock").open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _Waiting(file).wait(seconds)
    with file:
        yield


class _Waiting:
    """One who queues in the kernel, which knows no limit: a thread waits there, and gives back what comes too late."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.lock, self.places = file, threading.Lock(), _waiting
        self.came, self.is_late = threading.Event(), False

    def wait(self, seconds: float) -> None:
        """Return when the lock is held. Raises OperationalError, and then the file is no longer the caller's."""
        if not self.places.acquire(blocking=False):
            self.file.close()
            raise OperationalError("too many wait for the lock of the writers")
        threading.Thread(target=self._queue, name="writer", daemon=True).start()
        if self.came.wait(seconds):
            return
        with self.lock:
            self.is_late = not self.came.is_set()
        if self.is_late:
            raise OperationalError(f"the lock of the writers was not free within {seconds} s")

    def _queue(self) -> None:
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX)
        finally:
            self.places.release()
        with self.lock:
            if self.is_late:
                self.file.close()
            self.came.set()


def counted(*found: QuerySet[Any, Any]) -> list[int]:
    """Return how many rows each of several querysets holds. One query for all of them."""
    if not found:
        return []
    asked = [rows.query.sql_with_params() for rows in found]
    counts = ", ".join(f"(SELECT COUNT(*) FROM ({one}) AS counted)" for one, _values in asked)  # noqa: S608 - Django's own
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [value for _one, values in asked for value in values])
        return list(cursor.fetchone())


def holding(name: str, part: str) -> Q:
    """Return the condition that a text column holds ``part``, whatever the case of its letters.

    A part without letters of two cases, as Chinese is, is looked for as it stands, which costs less than comparing
    sign by sign.
    """
    if part.lower() != part.upper():
        return Q(**{f"{name}__icontains": part})
    return Q(GreaterThan(StrIndex(F(name), Value(part)), 0))


@contextmanager
def snapshot() -> Iterator[None]:
    """See one moment of the database, however long it takes, and hold up no writer. Not inside a transaction."""
    if connection.in_atomic_block:
        raise RuntimeError("A transaction is open: its moment has begun.")
    connection.ensure_connection()  # it learns its usual mode when it opens
    usual = getattr(connection, "transaction_mode", None)
    # A reading transaction of SQLite with WAL keeps its moment from its first statement on.
    begin = (
        "SELECT 1 FROM sqlite_master" if is_sqlite() else "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
    )
    try:
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        with unmapped(), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(begin)
            yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]


@contextmanager
def unmapped() -> Iterator[None]:
    """Read SQLite's file piece by piece: mapped, whoever reads all of it holds all of it in memory."""
    if not is_sqlite():
        yield
        return
    with connection.cursor() as cursor:
        mapped = cursor.execute("PRAGMA mmap_size").fetchone()
        cursor.execute("PRAGMA mmap_size=0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA mmap_size={mapped[0] if mapped else 0}")


def in_byte_order(name: str) -> Collate:
    """Return a text column to sort by that sorts alike on both databases, whatever PostgreSQL's language is."""
    return Collate(name, "BINARY" if is_sqlite() else "C")


def damage() -> list[str]:
    """Return what SQLite finds wrong in its file, reading all of it; PostgreSQL checks its pages as it reads them."""
    if not is_sqlite():
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [row[0] for row in cursor.fetchall() if row[0] != "ok"]


def drop_tables(names: Sequence[str]) -> None:
    """Drop tables with whatever points at them."""
    quoted = [connection.ops.quote_name(name) for name in names]
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for name in quoted:
            cursor.execute(f"DROP TABLE {name}" if is_sqlite() else f"DROP TABLE {name} CASCADE")


def mode() -> str:
    """Return in words which database and cache are on."""
    base = "SQLite" if is_sqlite() else "PostgreSQL"
    return f"{base} + Redis" if settings.REDIS_URL else base


def after_bulk(*models: type[Any]) -> None:
    """Tell PostgreSQL's planner about tables that were just filled; SQLite likewise."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


@register(Tags.database)
def durable(app_configs: Any, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Refuse to start on a SQLite that may lose acknowledged writes or turn writers away (docs/decisions/0002)."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        link = connections[alias]
        if link.vendor != "sqlite":
            continue
        link.ensure_connection()  # it learns its mode when it opens
        if getattr(link, "transaction_mode", None) != "IMMEDIATE":
            found.append(Error("SQLite must run with transaction_mode IMMEDIATE.", id="tongxin.E001"))
        with link.cursor() as cursor:
            for name, want in WANTED.items():
                cursor.execute(f"PRAGMA {name}")
                have = cursor.fetchone()[0]
                if have != want:
                    found.append(Error(f"SQLite's {name} is {have}; it must be {want}.", id="tongxin.E002"))
    return found
