"""Work that falls due again and again. A worker claims a row by one conditional update, so many may run.

When a job is due is said by the server's clock; who holds it, and how long, by the database's (core.leases).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from tongxin.core import clock, leases
from tongxin.core.db import writing
from tongxin.core.errors import Text
from tongxin.core.models import DueJob
from tongxin.core.modules import is_on
from tongxin.core.names import new_name
from tongxin.core.outages import is_outage

log = logging.getLogger(__name__)
# A job that an outage cut off does not wait for its next day.
AFTER_OUTAGE = timedelta(seconds=30)
# The job that does nothing: whoever looks at when it ran last sees whether a worker is there.
ALIVE = "config.alive"


@dataclass(frozen=True)
class Job:
    """A job: how often it runs, what it does, and in words what it is for. ``run`` must bear being run twice.

    A job of a module that is off rests, unless it ``forgets`` what may not be kept longer.
    """

    name: str
    every: timedelta
    run: Callable[[], object]
    label: Text = ""
    forgets: bool = False


_jobs: dict[str, Job] = {}


def register(job: Job) -> None:
    """Register a job; a name may be registered once."""
    if job.name in _jobs and _jobs[job.name] != job:
        raise ValueError(f"The job {job.name} is registered twice.")
    _jobs[job.name] = job


@dataclass(frozen=True)
class JobState:
    """How a registered job stands: when it ran last (None: never), when it is due, and how it failed last time."""

    name: str
    last_run_at: datetime | None
    due_at: datetime | None
    last_error: str


def job_states() -> list[JobState]:
    """Return how all registered jobs stand, without those that rest with their module."""
    rows = {row.name: row for row in DueJob.objects.all()}
    running = [job for job in _jobs.values() if job.forgets or is_on(job.name)]
    return [_state(job, rows.get(job.name)) for job in running]


def _state(job: Job, row: DueJob | None) -> JobState:
    if row is None:
        return JobState(job.name, None, None, "")
    return JobState(job.name, row.due_at - job.every, row.due_at, row.last_error)


def label_of(name: str) -> Text:
    """Return what a job is for, in words; its name where nobody has said it, or the job is gone."""
    return (_jobs[name].label if name in _jobs else "") or name


def run_due() -> list[str]:
    """Run every job that is due and not claimed by another worker. Returns the names of those that ran."""
    due = ((name, job) for name, job in _jobs.items() if job.forgets or is_on(name))
    return [name for name, job in due if (claim := _claim(name)) and _run(job, claim)]


def _claim(name: str) -> str:
    """Return the name of a new claim to a job; empty where it is not due, or another worker holds it."""
    now, claim = clock.now(), new_name()
    DueJob.objects.get_or_create(name=name, defaults={"due_at": now})
    rows = DueJob.objects.filter(leases.free(), name=name, due_at__lte=now)
    return claim if rows.update(claimed_until=leases.until(), claim=claim) else ""


def _run(job: Job, claim: str) -> bool:
    # Whoever lost its claim meanwhile changes nothing of the row: it is another worker's.
    mine = DueJob.objects.filter(name=job.name, claim=claim)
    error, pause = "", job.every
    try:
        with leases.renewed(lambda: _renew(mine)):
            job.run()
    except Exception as problem:
        log.exception("The job %s failed", job.name)
        error = f"{type(problem).__name__}: {problem}"
        pause = min(pause, AFTER_OUTAGE) if is_outage(problem) else pause
    mine.update(due_at=clock.now() + pause, claimed_until=None, claim="", last_error=error)
    return not error


def _renew(mine: QuerySet[DueJob]) -> None:
    with writing():
        mine.update(claimed_until=leases.until())
