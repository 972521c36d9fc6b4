"""Somebody else holds what is needed in PostgreSQL: one waits for a while, is told so, and nothing hangs."""

import os
import threading
import time

import psycopg
import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from tongxin.casework.models import Case
from tongxin.casework.tests.stories import RAISER, WORDS
from tongxin.config.environ import LOCK_SECONDS
from tongxin.core import db
from tongxin.core.outages import is_outage

AWAY, FOUND = 503, 302
SAYING = {"place": "", "place_note": "", "wish": "", "mode": "named", "category": "", "about": "", "body": WORDS}
BRIEF, SOON = 0.3, 15.0

pytestmark = pytest.mark.postgres


@pytest.fixture
def other(django_db_setup):
    """Somebody else at the same database."""
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], dbname=connection.settings_dict["NAME"]) as link:
        yield link


def shown(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        return cursor.fetchone()[0]


def test_a_form_that_meets_a_held_table_is_answered_503_and_goes_through_afterwards(town, other):
    client = town.enter(Client(raise_request_exception=False), RAISER)
    other.execute("LOCK TABLE casework_case IN SHARE MODE")
    with db.lock_timeout(BRIEF):
        answer = client.post("/say", SAYING | {"_key": "one form"})  # while the other holds on
    assert (answer.status_code, answer.headers["Retry-After"]) == (AWAY, "5")
    assert WORDS in answer.content.decode()
    assert Case.objects.count() == 0
    other.rollback()
    assert client.post("/say", SAYING | {"_key": "one form"}).status_code == FOUND
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_every_connection_waits_ten_seconds_for_others_at_most_and_again_after_an_exception():
    assert shown("lock_timeout") == f"{LOCK_SECONDS}s"
    with db.lock_timeout(2):
        assert shown("lock_timeout") == "2s"
    assert shown("lock_timeout") == f"{LOCK_SECONDS}s"
    assert shown("statement_timeout") == "0"


@pytest.mark.django_db
def test_whoever_is_told_of_a_lock_is_told_apart_from_a_database_that_is_away(other):
    other.execute("SELECT pg_advisory_lock(hashtext('held'))")
    with db.lock_timeout(BRIEF), pytest.raises(OperationalError) as told:
        db.wait_for_turn("held")
    assert db.is_held(told.value)
    assert is_outage(told.value)
    assert not db.is_held(OperationalError("the connection is closed"))


@pytest.mark.django_db
def test_who_must_be_alone_waits_for_the_other_and_the_dead_let_go(other):
    other.execute("SELECT pg_advisory_lock(hashtext('upgrade'))")
    threading.Timer(BRIEF, other.close).start()
    with db.lock_timeout(BRIEF / 3):
        began = time.monotonic()
        with db.alone("upgrade"):
            assert BRIEF / 2 < time.monotonic() - began < SOON


@pytest.mark.django_db
def test_in_the_web_server_no_statement_runs_longer_than_a_person_waits(monkeypatch):
    options = connections.settings["default"]["OPTIONS"]
    monkeypatch.setitem(options, "options", options["options"])
    monkeypatch.setattr(db, "STATEMENT_SECONDS", 1)
    db.limit_statements()
    told = []

    def ask():
        began = time.monotonic()
        try:
            connection.cursor().execute("SELECT pg_sleep(60)")
        except OperationalError as error:
            told.append((is_outage(error), time.monotonic() - began < SOON))
        finally:
            connection.close()

    asking = threading.Thread(target=ask)
    asking.start()
    asking.join()
    assert told == [(True, True)]
