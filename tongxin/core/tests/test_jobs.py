import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import OperationalError, connections

from tongxin.core import clock, jobs, leases
from tongxin.core.jobs import Job, register, run_due
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
@pytest.mark.parametrize("own_clock", [-400, 0, 400])
def test_a_job_that_another_worker_holds_waits_until_the_database_says_that_it_is_over(runs, frozen, own_clock):
    with clock.at(frozen + timedelta(days=own_clock)):
        DueJob.objects.create(name="count", due_at=clock.now(), claimed_until=leases.until())
        assert run_due() == []
        DueJob.objects.update(claimed_until=leases.until(timedelta(seconds=-1)))
        assert run_due() == ["count"]


@pytest.mark.django_db
def test_the_job_of_a_worker_that_died_is_taken_up_within_half_a_minute():
    assert timedelta(seconds=30) >= leases.TERM
    assert leases.TERM.total_seconds() >= 3 * leases.RENEW_EVERY  # one renewal may fail


@pytest.mark.django_db(transaction=True)
def test_a_long_job_keeps_its_claim_and_a_lost_claim_changes_nothing(runs, monkeypatch):
    monkeypatch.setattr(leases, "RENEW_EVERY", 0.05)
    seen = []

    def long():
        DueJob.objects.filter(name="long").update(claimed_until=leases.until(timedelta(seconds=-1)))
        limit = time.monotonic() + 5
        while time.monotonic() < limit and not DueJob.objects.exclude(leases.free()).filter(name="long").exists():
            time.sleep(0.02)
        seen.append(DueJob.objects.exclude(leases.free()).filter(name="long").exists())
        DueJob.objects.filter(name="long").update(claim="another")

    register(Job("long", HOUR, long))
    before = clock.now()
    run_due()
    row = DueJob.objects.get(name="long")
    assert seen == [True]
    assert row.claim == "another"
    assert row.claimed_until is not None
    assert row.due_at < before + HOUR / 2  # the other one says when it is due again


@pytest.mark.django_db
def test_a_job_that_an_outage_cut_off_is_tried_again_soon_and_not_after_its_interval(runs, frozen):
    def away():
        raise OperationalError("the database was gone for a moment")

    register(Job("daily", 24 * HOUR, away))
    run_due()
    row = DueJob.objects.get(name="daily")
    assert (row.due_at, row.claim, row.claimed_until) == (frozen + timedelta(seconds=30), "", None)


@pytest.mark.django_db(transaction=True)
def test_a_renewal_that_fails_is_tried_again(monkeypatch, caplog):
    monkeypatch.setattr(leases, "RENEW_EVERY", 0.01)
    tried = threading.Event()

    def renew():
        if "renewed" in caplog.text:
            tried.set()
        raise OperationalError("gone")

    with leases.renewed(renew):
        assert tried.wait(5)


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
