"""Keeps the processes of ``tongxin serve`` running, and ends them all together.

They are forked from the one that has loaded the product already, so they are there at once and share its memory.
"""

import ctypes
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.context import ForkProcess

from django.db import connections

log = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.2
# However often one dies, people wait no longer than a few seconds; a loop of deaths costs a fork every other second.
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 2.0
STEADY_AFTER = 60.0
PATIENCE = 5.0

Work = Callable[[], None]


def end_with_parent() -> None:
    """Let the kernel end this process with the one that started it, so that none is left on the port (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        parent = multiprocessing.parent_process()
        if parent is not None and parent.pid != os.getppid():  # it died before the kernel knew
            os.kill(os.getpid(), signal.SIGKILL)


def stop_signals() -> threading.Event:
    """Return what is set when somebody asks this process to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def supervise(works: Mapping[str, Work], stop: threading.Event) -> None:
    """Keep one process for each work until ``stop`` is set, then end them all.

    They stay in the process group of the caller: who ends the group ends everything.
    """
    connections.close_all()  # no two processes may share a connection
    gc.freeze()  # no search for garbage writes into what they share
    children = [_Child(name, work) for name, work in works.items()]
    try:
        while not stop.is_set():
            for child in children:
                child.look_after()
            stop.wait(LOOK_EVERY)
    finally:
        _end([child.process for child in children if child.process is not None])


@dataclass
class _Child:
    """One process; after each early death it waits twice as long before it starts again."""

    name: str
    work: Work
    process: ForkProcess | None = None
    started: float = 0.0
    next_start: float = 0.0
    pause: float = FIRST_PAUSE

    def look_after(self) -> None:
        """Start the process if it is time, and notice its death."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.next_start:
                self.process, self.started = _started(self.name, self.work), now
        elif not self.process.is_alive():
            log.warning("%s ended with %s; starting it again", self.name, self.process.exitcode)
            self.pause = FIRST_PAUSE if now - self.started > STEADY_AFTER else min(self.pause * 2, LONGEST_PAUSE)
            self.process, self.next_start = None, now + self.pause


def _started(name: str, work: Work) -> ForkProcess:
    process = multiprocessing.get_context("fork").Process(name=name, target=_run, args=(work,))
    process.start()
    return process


def _run(work: Work) -> None:
    end_with_parent()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    work()


def _end(running: Sequence[ForkProcess]) -> None:
    for process in running:
        process.terminate()
    limit = time.monotonic() + PATIENCE
    for process in running:
        process.join(max(0.0, limit - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
