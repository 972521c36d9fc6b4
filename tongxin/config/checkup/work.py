"""The work in the background: is a worker there, and are its jobs done in time."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from tongxin.config.checkup.findings import State, fault, ok, warning
from tongxin.core import clock
from tongxin.core.jobs import ALIVE, job_states

SILENT, LATE = timedelta(minutes=5), timedelta(minutes=15)

Found = Iterator[tuple[State, str]]


def worker(_full: bool) -> Found:
    """Whether a worker has shown itself: one runs a job that does nothing every minute."""
    last = next((job.last_run_at for job in job_states() if job.name == ALIVE), None)
    if last is None:
        yield warning(_("No worker has run yet. Start tongxin serve, or tongxin worker."))
    elif clock.now() - last > SILENT:
        yield fault(
            _("No worker has run since %(moment)s: notices and deadlines stand still. Start tongxin serve or worker.")
            % {"moment": f"{clock.local(last):%Y-%m-%d %H:%M}"}
        )
    else:
        yield ok(_("A worker is running."))


def jobs(_full: bool) -> Found:
    """Whether the due jobs were done, and without error."""
    found = [job for job in job_states() if job.due_at is not None]
    late = [job.name for job in found if job.due_at and clock.now() - job.due_at > LATE]
    failed = [job for job in found if job.last_error]
    if late:
        yield warning(_("These jobs are late: %(names)s. Is a worker running?") % {"names": ", ".join(late)})
    for job in failed:
        yield warning(_("%(name)s failed last time: %(why)s") % {"name": job.name, "why": job.last_error})
    if not late and not failed:
        yield ok(_("No job is late, and none failed last time."))
