"""What holds for every test: no network, a clock that can be held, and a reason for each test that is left out."""

import os
import secrets
import shutil
import socket
from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test.utils import setup_databases, teardown_databases

from tongxin.core import clock
from tongxin.journal import verify

pytest_plugins = ["tests.rendered", "tests.town"]

HELD = datetime(2026, 3, 16, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Monday without a holiday near it
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
REACHABLE = {"localhost", "127.0.0.1", "::1", urlsplit(os.environ.get("TEST_REDIS_URL", "")).hostname}


def pytest_collection_modifyitems(items):
    """Leave out, and say why, what this machine cannot run."""
    on_sqlite = "sqlite3" in settings.DATABASES["default"]["ENGINE"]
    missing = {
        "browser": "" if any(map(shutil.which, BROWSERS)) else "there is no Chromium on this machine",
        "data": "" if os.environ.get("TONGXIN_DATA") else "TONGXIN_DATA names no folder of third-party data",
        "heavy": "" if os.environ.get("TONGXIN_HEAVY") else "it takes long; TONGXIN_HEAVY=1 runs it",
        "postgres": "this run is on SQLite" if on_sqlite else "",
    }
    for item in items:
        for mark, reason in missing.items():
            if reason and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family != socket.AF_UNIX and address[0] not in REACHABLE:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """Make the test database for whoever asks first.

    pytest-django's own makes it only if a chosen test bears the mark ``django_db``; tests that ask by a fixture (the
    town) would otherwise depend on which others run with them, and meet a database that is not the test's.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    yield
    with django_db_blocker.unblock(), suppress(DatabaseError):  # a thread may still hold a connection
        teardown_databases(made, verbosity=0)


@pytest.fixture
def frozen():
    """Hold the clock at 10:00 on Monday, 16 March 2026, and return that moment."""
    with clock.at(HELD):
        yield HELD


@pytest.fixture(autouse=True)
def own_checkpoints(monkeypatch, tmp_path_factory):
    """Keep the journal's checkpoints, which lie outside the database, from one test to the next apart."""
    file = tmp_path_factory.getbasetemp() / f"checkpoints-{secrets.token_hex(8)}"
    monkeypatch.setattr(verify, "checkpoint_file", lambda: file)
