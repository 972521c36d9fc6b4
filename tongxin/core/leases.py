"""Leases: who holds a row until when, by the clock of the database, which is the one clock that all nodes share.

A node whose own clock is wrong neither takes what another one holds nor keeps what is no longer its own. Who works on
for long renews; who died, or was cut off from the database, loses the lease when its term is over.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error as DatabaseTrouble
from django.db import connection
from django.db.models import DateTimeField, ExpressionWrapper, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

log = logging.getLogger(__name__)

TERM = timedelta(seconds=20)
RENEW_EVERY = 5.0
# Whoever works longer than this has hung: others may try.
LONGEST = 3600.0


def until(term: timedelta = TERM) -> Combinable:
    """Return the moment at which a lease ends that is taken now."""
    return ExpressionWrapper(Now() + term, output_field=DateTimeField())


def free() -> Q:
    """Return which rows nobody holds: ``claimed_until`` is empty or over."""
    return Q(claimed_until=None) | Q(claimed_until__lt=Now())


@contextmanager
def renewed(renew: Callable[[], object]) -> Iterator[None]:
    """Renew a lease from a thread of its own, again and again, while the body works."""
    over = threading.Event()
    keeper = threading.Thread(target=_renew_until, args=(over, renew), name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _renew_until(over: threading.Event, renew: Callable[[], object]) -> None:
    limit = time.monotonic() + LONGEST
    try:
        while not over.wait(RENEW_EVERY) and time.monotonic() < limit:
            try:
                renew()
            except DatabaseTrouble as trouble:
                log.warning("A lease could not be renewed: %s", trouble)
                connection.close()
    finally:
        connection.close()
