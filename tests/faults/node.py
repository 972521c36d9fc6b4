"""A node's worker with one long job: says on its output when the job begins, each second of it, and when it ends.

Runs inside an installation: ``python -m tests.faults.node SECONDS``. The clock it prints is the machine's own, which
no library for tests moves.
"""

import os
import sys
import threading
import time
from datetime import timedelta

import django

JOB = "faults.long"
EVERY = timedelta(days=1)
PAUSE = threading.Event()  # never set: time.sleep refuses to work under libfaketime


def say(word: str) -> None:
    """Print a word and when it was said."""
    sys.stdout.write(f"{time.monotonic():.3f} {word}\n")
    sys.stdout.flush()


def work(seconds: int) -> None:
    """Run the job when it is due and free, for ever; go on after an outage."""
    from django.db import Error as DatabaseTrouble  # noqa: PLC0415 - after Django has started
    from django.db import connections  # noqa: PLC0415

    from tongxin.core import jobs  # noqa: PLC0415

    def run() -> None:
        say("begins")
        for _ in range(seconds):
            PAUSE.wait(1)
            say("works")
        say("ends")

    jobs._jobs.clear()
    jobs.register(jobs.Job(JOB, EVERY, run))
    say("ready")
    while True:
        try:
            jobs.run_due()
        except DatabaseTrouble:
            say("away")
            connections.close_all()
        PAUSE.wait(0.3)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings.base")
    django.setup()
    work(int(sys.argv[1]))
