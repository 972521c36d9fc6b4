"""Work that falls due again and again. A worker claims a row by one conditional update, so many may run."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from tongxin.core import clock
from tongxin.core.errors import Text
from tongxin.core.models import DueJob

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=10)
# The job that does nothing: whoever looks at when it ran last sees whether a worker is there.
ALIVE = "config.alive"


@dataclass(frozen=True)
class Job:
    """A job: how often it runs, what it does, and in words what it is for. ``run`` must bear being run twice."""

    name: str
    every: timedelta
    run: Callable[[], object]
    label: Text = ""


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
    """Return how all registered jobs stand."""
    rows = {row.name: row for row in DueJob.objects.all()}
    return [_state(job, rows.get(job.name)) for job in _jobs.values()]


def _state(job: Job, row: DueJob | None) -> JobState:
    if row is None:
        return JobState(job.name, None, None, "")
    return JobState(job.name, row.due_at - job.every, row.due_at, row.last_error)


def label_of(name: str) -> Text:
    """Return what a job is for, in words; its name where nobody has said it, or the job is gone."""
    return (_jobs[name].label if name in _jobs else "") or name


def run_due() -> list[str]:
    """Run every job that is due and not claimed by another worker. Returns the names of those that ran."""
    return [name for name, job in _jobs.items() if _claim(name) and _run(job)]


def _claim(name: str) -> bool:
    now = clock.now()
    DueJob.objects.get_or_create(name=name, defaults={"due_at": now})
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    return bool(DueJob.objects.filter(free, name=name, due_at__lte=now).update(claimed_until=now + CLAIM))


def _run(job: Job) -> bool:
    error = ""
    try:
        job.run()
    except Exception as problem:
        log.exception("The job %s failed", job.name)
        error = f"{type(problem).__name__}: {problem}"
    DueJob.objects.filter(name=job.name).update(due_at=clock.now() + job.every, claimed_until=None, last_error=error)
    return not error
