from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections

from tongxin.core import clock, db
from tongxin.core.models import DoneAct, DueJob

pytestmark = pytest.mark.django_db
only_sqlite = pytest.mark.skipif("not db.is_sqlite()", reason="this is about SQLite")


@only_sqlite
def test_the_database_of_the_product_passes_its_check():
    assert db.durable(None, databases=["default"]) == []


@only_sqlite
def test_a_sqlite_that_turns_writers_away_is_refused(monkeypatch):
    monkeypatch.setattr(connections["default"], "transaction_mode", "DEFERRED")
    assert [error.id for error in db.durable(None, databases=["default"])] == ["tongxin.E001"]


@only_sqlite
@pytest.mark.parametrize(("name", "value"), [("synchronous", 1), ("journal_mode", "delete")])
def test_a_sqlite_that_may_lose_what_it_acknowledged_is_refused(monkeypatch, name, value):
    monkeypatch.setitem(db.WANTED, name, value)
    found = db.durable(None, databases=["default"])
    assert [error.id for error in found] == ["tongxin.E002"]
    assert name in str(found[0].msg)


def test_a_check_that_is_asked_of_no_database_asks_none():
    assert db.durable(None, databases=None) == []


def test_the_mode_names_the_database(settings):
    settings.REDIS_URL = ""
    alone = db.mode()
    settings.REDIS_URL = "redis://localhost"
    assert (alone in ("SQLite", "PostgreSQL"), db.mode()) == (True, f"{alone} + Redis")


def test_tables_that_were_filled_are_made_known_to_the_planner(django_assert_num_queries):
    with django_assert_num_queries(2):
        db.after_bulk(DoneAct, DueJob)


def test_waiting_for_one_s_turn_ends_with_the_transaction():
    db.wait_for_turn("numbers")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_a_day_is_the_organisation_s_day_and_not_the_day_in_utc():
    with clock.at(datetime(2026, 3, 15, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 3, 16)
        assert clock.now() == datetime(2026, 3, 15, 16, 0, tzinfo=UTC)


def test_a_held_clock_runs_again_afterwards():
    before = clock.now()
    with clock.at(datetime(2020, 1, 1, tzinfo=UTC)):
        assert clock.now().year == 2020
    assert clock.now() >= before


def test_several_counts_are_one_question_and_each_as_long_as_its_list(django_assert_num_queries):
    for number in range(3):
        DoneAct.objects.create(key=f"k{number}", actor="a", name="n")
    every = DoneAct.objects.order_by("pk")
    with django_assert_num_queries(1):
        assert db.counted(every, every.filter(key="k1"), every[:2], every.filter(key="50% off")) == [3, 1, 2, 0]
    assert db.counted() == []


@pytest.mark.parametrize(
    ("part", "found"),
    [("热水", ["k0"]), ("wifi", ["k1"]), ("WiFi", ["k1"]), ("100%", ["k1"]), ("_", ["k2"]), ("％", []), ("水没", [])],
)
def test_a_word_is_found_in_a_text_whatever_its_case_and_signs_stand_for_themselves(part, found):
    texts = ["更衣室没有热水", "WIFI 100% 断线", "a_b"]
    DoneAct.objects.bulk_create(DoneAct(key=f"k{number}", actor="a", name=text) for number, text in enumerate(texts))
    assert sorted(DoneAct.objects.filter(db.holding("name", part)).values_list("key", flat=True)) == found
