"""The worker's round."""

from django.db import OperationalError

from tongxin.config import working


def rounds(monkeypatch, catch_up, run_due):
    monkeypatch.setattr(working, "catch_up", catch_up)
    monkeypatch.setattr(working, "run_due", run_due)
    return working.work_once()


def failing(error):
    def part():
        raise error

    return part


def test_an_idle_worker_rests_longer_than_a_busy_one(db, monkeypatch):
    assert rounds(monkeypatch, lambda: 0, list) == working.IDLE
    assert rounds(monkeypatch, lambda: 3, list) == working.BUSY
    assert rounds(monkeypatch, lambda: 0, lambda: ["a job"]) == working.BUSY


def test_a_follower_that_fails_does_not_stop_the_jobs(db, monkeypatch):
    ran = []
    rounds(monkeypatch, failing(ValueError("broken")), lambda: ran.append("job"))
    assert ran == ["job"]


def test_the_worker_waits_for_a_database_that_is_away(db, monkeypatch):
    monkeypatch.setattr(working.connections, "close_all", lambda: None)
    assert rounds(monkeypatch, failing(OperationalError("gone")), list) == working.AFTER_TROUBLE
