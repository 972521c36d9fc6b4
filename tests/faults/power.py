"""The power goes at many points of a recording: each disk it may leave is opened and compared with the ledger.

Runs inside the installation: ``python -m tests.faults.power RECORDING START LEDGER POINTS``, prints what it found.
"""

import json
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import django

from tests.faults.checking import accepted, half, marks
from tests.faults.images import Disk
from tests.faults.ledger import OK, Line, read
from tests.faults.recording import SYNC, Event, events

SEED = 20_260_316
SOME = 6


@dataclass
class Outcome:
    """What the disks of all points were like."""

    points: int = 0
    events: int = 0
    syncs: int = 0
    acknowledged: int = 0  # at the last point
    lost: int = 0
    broken: int = 0  # integrity_check, journal, or half an act
    first: str = ""  # what was found first


def cut_everywhere(recorded: list[Event], start: Path, lines: list[Line], points: int, *, honest: bool) -> Outcome:
    """Let the power go at so many points, each drawn by lot, and look at what is left."""
    from django.conf import settings  # noqa: PLC0415 - after Django has started

    dice = random.Random(SEED)
    chosen = set(dice.sample(range(1, len(recorded)), points))
    disk, outcome = Disk(start, settings.HOME, honest=honest), Outcome(events=len(recorded))
    for number, event in enumerate(recorded):
        if number in chosen:
            with tempfile.TemporaryDirectory() as folder:
                disk.cut(Path(folder), dice)
                outcome.points += 1
                _look(Path(folder), [line for line in lines if line.at < event.at], outcome)
        disk.take(event)
        outcome.syncs += event.what == SYNC
    return outcome


def _look(folder: Path, lines: list[Line], outcome: Outcome) -> None:
    """Open one disk. ``lines`` are what the clients knew when the power went."""
    from django.db import connection  # noqa: PLC0415

    connection.close()
    connection.settings_dict["NAME"] = str(folder / "tongxin.sqlite3")
    done = {line.mark: line for line in lines if line.what == OK}
    outcome.acknowledged = len(done)
    try:
        lost, troubles = _missing(done, lines), _troubles()
    except Exception as error:  # noqa: BLE001 - a broken file is read as anything
        lost, troubles = [], [f"{type(error).__name__}: {error}"]
    outcome.lost += len(lost)
    outcome.broken += bool(troubles)
    outcome.first = outcome.first or ", ".join([*lost, *troubles][:SOME])


def _missing(done: dict[str, Line], lines: list[Line]) -> list[str]:
    stored = marks() + accepted(lines)
    return [f"{line.kind} {mark}" for mark, line in done.items() if not stored[mark]]


def _troubles() -> list[str]:
    from tongxin.core.db import damage  # noqa: PLC0415
    from tongxin.journal.public import verify  # noqa: PLC0415

    return [*damage(), *(f"journal {one.number}: {one.what}" for one in verify().findings), *half()]


def main(recording: str, start: str, ledger: str, points: str) -> None:
    """Look at the disks of a system that obeys, and, to see that we would notice, of one that forgets its syncs."""
    from django.conf import settings  # noqa: PLC0415

    recorded = list(events(Path(recording), settings.HOME))
    wall = time.time() - time.monotonic()
    lines = [Line(**{**line.__dict__, "at": line.at + wall}) for line in read(Path(ledger))]
    found = {}
    for name, honest, number in (("honest", True, int(points)), ("forgetful", False, SOME)):
        outcome = cut_everywhere(recorded, Path(start), lines, number, honest=honest)
        found[name] = outcome.__dict__
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings.base")
    django.setup()
    main(*sys.argv[1:])
