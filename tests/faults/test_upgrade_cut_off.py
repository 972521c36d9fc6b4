"""An upgrade that is cut off by kill -9: the old data are all there, and the next run ends as if nothing had happened.

Here after each migration and here and there within; ``make faults`` at every statement.
"""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings

from tests.upgrade.test_upgrade import RELEASES

ROOT = Path(__file__).resolve().parents[2]
TO_DO = "The database lacks tables of this version. Make a backup, then run tongxin init."


@contextmanager
def address(tmp_path):
    """Give the address of a database of its own that runs like this run's; empty for SQLite."""
    if "sqlite3" in settings.DATABASES["default"]["ENGINE"]:
        yield ""
        return
    parts = urlsplit(os.environ["TEST_DATABASE_URL"])
    name = f"{parts.path.strip('/')}_cut_{os.getpid()}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as link:
        link.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            for one in (name, f"{name}_old"):
                link.execute(f'DROP DATABASE IF EXISTS "{one}" WITH (FORCE)')


def swept(tmp_path, release, *how):
    with address(tmp_path) as url:
        environment = {**os.environ, "TONGXIN_HOME": str(tmp_path / "home"), "DATABASE_URL": url, "REDIS_URL": ""}
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.upgrading", str(release), *how],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)
def test_an_upgrade_cut_off_after_any_migration_loses_nothing_and_goes_on(tmp_path, release):
    found = swept(tmp_path, release)
    assert found["wrong"] == []
    assert found["killed"] > 15
    assert all(TO_DO in line for line in found["said"])
    assert found["said"]


@pytest.mark.heavy
@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)
def test_an_upgrade_cut_off_at_any_statement_loses_nothing_and_goes_on(tmp_path, release):
    found = swept(tmp_path, release, "all")
    assert found["wrong"] == []
    assert found["killed"] == found["points"] > 300
