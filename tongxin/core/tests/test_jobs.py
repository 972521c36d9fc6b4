from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from tongxin.core import clock, jobs
from tongxin.core.jobs import CLAIM, Job, register, run_due
from tongxin.core.models import DueJob

HOUR = timedelta(hours=1)


@pytest.fixture
def runs(monkeypatch):
    monkeypatch.setattr(jobs, "_jobs", {})
    done = []
    register(Job("count", HOUR, lambda: done.append(clock.now())))
    return done


@pytest.mark.django_db
def test_a_job_runs_when_it_is_due_and_then_after_its_interval(runs, frozen):
    assert run_due() == ["count"]
    assert run_due() == []
    with clock.at(frozen + HOUR - timedelta(seconds=1)):
        assert run_due() == []
    with clock.at(frozen + HOUR):
        assert run_due() == ["count"]
    assert len(runs) == 2


@pytest.mark.django_db
def test_a_failed_job_says_why_is_tried_again_and_stops_no_other(runs, frozen):
    register(Job("broken", HOUR, lambda: 1 / 0))
    register(Job("after", HOUR, lambda: runs.append("after")))
    assert run_due() == ["count", "after"]
    row = DueJob.objects.get(name="broken")
    assert row.last_error == "ZeroDivisionError: division by zero"
    assert (row.claimed_until, row.due_at) == (None, frozen + HOUR)


@pytest.mark.django_db
def test_a_job_that_another_worker_claimed_waits_until_the_claim_is_over(runs, frozen):
    DueJob.objects.create(name="count", due_at=frozen, claimed_until=frozen + CLAIM)
    assert run_due() == []
    with clock.at(frozen + CLAIM + timedelta(seconds=1)):
        assert run_due() == ["count"]


def test_a_name_is_registered_once(runs):
    with pytest.raises(ValueError, match="twice"):
        register(Job("count", HOUR, print))


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_runs_the_job(runs):
    start = Barrier(4)

    def work(_number):
        try:
            start.wait(timeout=10)
            return run_due()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(work, range(4)))
    assert sorted(results) == [[], [], [], ["count"]]
    assert len(runs) == 1
