"""What whoever watches the system is told."""

from django.db import OperationalError

from tongxin.config import health

OK, AWAY = 200, 503


def test_the_process_is_alive_without_asking_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"alive": True}


def test_a_system_with_all_its_tables_is_ready(client, db):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (OK, "")


def test_a_system_that_lacks_tables_is_not_ready(client, db, monkeypatch):
    monkeypatch.setattr(health, "is_migrated", lambda: False)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (AWAY, "migrations")


def test_a_system_without_its_database_is_not_ready(client, db, monkeypatch):
    def away():
        raise OperationalError

    monkeypatch.setattr(health, "is_migrated", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["reason"]) == (AWAY, "database")
