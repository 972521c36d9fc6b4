"""Keeps the processes of ``tongxin serve`` running, and ends them all together."""

import ctypes
import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1
LOOK_EVERY = 0.2
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
STEADY_AFTER = 60.0
PATIENCE = 5.0


def end_with_parent() -> None:
    """Let the kernel end this process with the one that started it, so that none is left on the port (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def stop_signals() -> threading.Event:
    """Return what is set when somebody asks this process to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def supervise(commands: Mapping[str, Sequence[str]], stop: threading.Event) -> None:
    """Keep one process for each command until ``stop`` is set, then end them all.

    They stay in the process group of the caller: who ends the group ends everything.
    """
    children = [_Child(name, command) for name, command in commands.items()]
    try:
        while not stop.wait(LOOK_EVERY):
            for child in children:
                child.look_after()
    finally:
        _end(children)


@dataclass
class _Child:
    """One process; after each early death it waits twice as long before it starts again."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    next_start: float = 0.0
    pause: float = field(default=FIRST_PAUSE)

    def look_after(self) -> None:
        """Start the process if it is time, and notice its death."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.next_start:
                self.process, self.started = subprocess.Popen(self.command), now  # noqa: S603 - our own command
        elif self.process.poll() is not None:
            log.warning("%s ended with %s; starting it again", self.name, self.process.returncode)
            self.pause = FIRST_PAUSE if now - self.started > STEADY_AFTER else min(self.pause * 2, LONGEST_PAUSE)
            self.process, self.next_start = None, now + self.pause


def _end(children: Sequence[_Child]) -> None:
    running = [child.process for child in children if child.process is not None]
    for process in running:
        process.terminate()
    limit = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.0, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
