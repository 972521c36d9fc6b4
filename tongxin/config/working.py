"""The worker: lets the followers of the journal read what is new, and runs the jobs that are due."""

import logging
import threading
from collections.abc import Callable

from django.db import Error as DatabaseTrouble
from django.db import close_old_connections, connections

from tongxin.core.jobs import run_due
from tongxin.core.modules import read_once
from tongxin.journal.public import catch_up

log = logging.getLogger(__name__)

IDLE, BUSY, AFTER_TROUBLE = 1.0, 0.3, 2.0


def work_until(stop: threading.Event) -> None:
    """Work until ``stop`` is set, wait for a database that is away, and let no failing follower stop the jobs."""
    while not stop.is_set():
        stop.wait(work_once())


def work_once() -> float:
    """Do what there is to do. Returns for how many seconds to rest."""
    close_old_connections()
    try:
        with read_once():
            found = [_tried(catch_up), _tried(run_due)]
    except DatabaseTrouble as trouble:
        log.warning("The database does not answer; trying again in %s s: %s", AFTER_TROUBLE, trouble)
        connections.close_all()
        return AFTER_TROUBLE
    return BUSY if any(found) else IDLE


def _tried(part: Callable[[], object]) -> bool:
    try:
        return bool(part())
    except DatabaseTrouble:
        raise
    except Exception:
        log.exception("The worker could not finish a part of its round")
        return False
