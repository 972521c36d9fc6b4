"""On SQLite writers queue at a file lock (docs/decisions/0007): for so long, and no longer."""

import fcntl
import threading
import time
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections
from django.test import Client

from tongxin.casework.models import Case
from tongxin.casework.tests.stories import RAISER, WORDS
from tongxin.core import db

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("not db.is_sqlite()", reason="only SQLite needs it"),
]
FOUND, AWAY = 302, 503
SAYING = {"place": "", "place_note": "", "wish": "", "mode": "named", "category": "", "about": "", "body": WORDS}


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)


@contextmanager
def somebody_writes():
    """Hold the lock, as a process does that hangs in the midst of a transaction."""
    with (settings.HOME / "writers.lock").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def free():
    with (settings.HOME / "writers.lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def soon(condition):
    limit = time.monotonic() + 5
    while not condition() and time.monotonic() < limit:
        time.sleep(0.01)
    return condition()


def test_who_sends_while_somebody_holds_the_lock_is_told_and_sends_the_same_form_again(town, impatient):
    client = town.enter(Client(raise_request_exception=False), RAISER)
    with somebody_writes():
        answer = client.post("/say", SAYING | {"_key": "one form"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (AWAY, "5")
        assert WORDS in answer.content.decode()
        assert client.get("/my-cases").status_code == 200  # reading waits for nobody
    assert client.post("/say", SAYING | {"_key": "one form"}).status_code == FOUND
    assert Case.objects.count() == 1


def test_a_turn_that_comes_too_late_is_given_back(impatient):
    with somebody_writes(), pytest.raises(OperationalError, match="not free within"), db.writing():
        pytest.fail("nobody gave way")
    assert soon(free)


def test_who_waits_gets_his_turn_as_soon_as_the_other_one_is_done():
    taken = []

    def write():
        try:
            with db.writing():
                taken.append(time.monotonic())
        finally:
            connections.close_all()

    thread = threading.Thread(target=write)
    with somebody_writes():
        thread.start()
        time.sleep(0.3)
        assert taken == []
        let_go = time.monotonic()
    thread.join()
    assert taken[0] - let_go < 1.0
    assert soon(free)


def test_where_many_have_given_up_the_next_one_need_not_wait(monkeypatch, impatient):
    monkeypatch.setattr(db, "_waiting", threading.BoundedSemaphore(1))
    with somebody_writes():
        for said in ("not free within", "too many wait"):
            with pytest.raises(OperationalError, match=said), db.writing():
                pytest.fail("nobody gave way")
    assert soon(free)
