"""The upgrade of the tables: whole steps, a name for every model at the end, and no step back."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from tongxin.config import upgrading
from tongxin.config.cli.installing import ensure_installed
from tongxin.config.installation import is_prepared, prepare
from tongxin.config.upgrading import DatabaseInUseError, WholeSteps, is_migrated, upgrade
from tongxin.core import db
from tongxin.core.errors import RuleBrokenError

pytestmark = pytest.mark.django_db


def held(*_):
    raise OperationalError("database is locked")


def test_a_run_that_was_cut_off_before_its_last_step_is_finished_by_the_next():
    prepare()
    assert is_prepared()
    ContentType.objects.filter(app_label="casework").delete()
    assert is_migrated()
    assert not is_prepared()
    ensure_installed()
    assert is_prepared()
    assert ContentType.objects.filter(app_label="casework").exists()


def test_a_database_of_a_newer_version_is_neither_changed_nor_served():
    prepare()
    MigrationRecorder(connection).record_applied("casework", "9999_of_next_year")
    for start in (ensure_installed, prepare):
        with pytest.raises(RuleBrokenError) as told:
            start()
        assert told.value.message is upgrading.NEWER


def test_tables_of_others_in_the_same_database_are_no_newer_version():
    prepare()
    MigrationRecorder(connection).record_applied("something_else", "9999_of_next_year")
    ensure_installed()


def test_a_table_that_stays_held_ends_the_upgrade_after_a_few_tries_with_a_sentence(monkeypatch):
    waits = []
    monkeypatch.setattr(upgrading, "_steps", held)
    with pytest.raises(DatabaseInUseError) as told:
        upgrade(waits.append)
    assert told.value.message is DatabaseInUseError.default
    assert waits == [upgrading.PAUSE_SECONDS] * (upgrading.TRIES - 1)


def test_a_table_that_is_let_go_of_meanwhile_stops_nobody(monkeypatch):
    tries = iter([held, lambda: None])
    monkeypatch.setattr(upgrading, "_steps", lambda: next(tries)())
    upgrade(lambda seconds: None)
    assert list(tries) == []


def test_a_database_that_is_away_is_not_taken_for_a_held_one(monkeypatch):
    def away():
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(upgrading, "_steps", away)
    with pytest.raises(OperationalError):
        upgrade(lambda seconds: pytest.fail("it waited"))


def test_a_migration_that_could_be_left_half_done_is_not_made():
    executor = WholeSteps(connection)
    migration = next(iter(executor.loader.graph.nodes.values()))
    loose = type("Migration", (type(migration),), {"atomic": False})(migration.name, migration.app_label)
    with pytest.raises(RuntimeError, match="not be whole"):
        executor.apply_migration(executor.loader.project_state(()), loose)
    assert not db.is_held(RuntimeError("would not be whole"))


def test_every_migration_of_this_version_is_one_transaction():
    assert [str(each) for each in WholeSteps(connection).loader.graph.nodes.values() if not each.atomic] == []
