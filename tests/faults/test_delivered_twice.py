"""Jobs and followers that run doubled, late, at once or are broken off: each effect once, each notice once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import OperationalError, connection, connections, transaction

from tests.faults.tables import Failing, state
from tongxin.casework.models import Tally
from tongxin.casework.tests.stories import accepted, answered, raised
from tongxin.config import working
from tongxin.core import clock, jobs
from tongxin.core.models import DueJob
from tongxin.inbox.models import Notice
from tongxin.journal import followers
from tongxin.journal.models import Position
from tongxin.journal.public import catch_up, rebuild, verify

DAYS = timedelta(days=30)
STATEMENTS = (*range(1, 12), *range(12, 3000, 7))  # each of the first, then one of seven: they come again and again


def cells():
    return sorted(Tally.objects.filter(count__gt=0).values_list("unit_id", "category", "day", "kind", "count"))


def notices():
    return sorted(Notice.objects.values_list("person_id", "key"))


def told_and_counted():
    """Return notices and figures, after making sure that the figures are those of the whole journal."""
    live = cells()
    rebuild("casework.tally")
    assert cells() == live
    assert len(notices()) == len(set(notices()))
    return notices(), live


@pytest.mark.django_db(transaction=True)
def test_followers_that_run_at_once_count_and_tell_once(town, monkeypatch):
    monkeypatch.setattr(followers, "BATCH", 3)
    for make in (raised, accepted, answered):
        make(town)
    start = Barrier(4)

    def work(_):
        try:
            start.wait(timeout=10)
            return catch_up()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    catch_up()
    told, counted = told_and_counted()
    assert told
    assert sum(count for *_, count in counted) == 6
    assert verify().intact


def test_a_follower_broken_off_in_the_midst_starts_again_where_it_was(town):
    answered(town)
    mark = transaction.savepoint()
    catch_up()
    whole = told_and_counted()
    for nth in STATEMENTS:
        transaction.savepoint_rollback(mark)
        mark = transaction.savepoint()
        failing = Failing(nth)
        with suppress(OperationalError), connection.execute_wrapper(failing):
            catch_up()
        catch_up()
        assert (notices(), cells()) == whole, nth
        if not failing.has_failed:
            assert nth > 10
            return
    pytest.fail("the followers have no end")


def test_a_reaction_that_is_put_back_tells_nobody_twice(town):
    answered(town)
    catch_up()
    once = notices()
    Position.objects.filter(follower="casework.notices").update(number=0)
    catch_up()
    assert notices() == once


def test_every_job_bears_being_run_twice_and_late(town, frozen):
    answered(town)
    accepted(town)
    catch_up()
    for later in (timedelta(), DAYS, 3 * DAYS):
        with clock.at(frozen + later):
            for job in jobs._jobs.values():
                job.run()
            catch_up()
            once = state()
            for job in reversed(jobs._jobs.values()):
                job.run()
            catch_up()
            assert state() == once


def test_the_worker_survives_a_database_that_goes_away_in_the_midst(town, monkeypatch):
    monkeypatch.setattr(working, "close_old_connections", lambda: None)
    monkeypatch.setattr(working.connections, "close_all", lambda: None)
    accepted(town)
    mark = transaction.savepoint()
    for nth in STATEMENTS:
        transaction.set_rollback(False)  # the test's own transaction lives on
        transaction.savepoint_rollback(mark)
        mark = transaction.savepoint()
        DueJob.objects.all().delete()
        failing = Failing(nth, lasting=True)
        with connection.execute_wrapper(failing):
            rest = working.work_once()
        assert rest == working.AFTER_TROUBLE or not failing.has_failed or failing.count == nth
        if not failing.has_failed:
            assert nth > 10
            assert verify().intact
            return
    pytest.fail("the round has no end")
