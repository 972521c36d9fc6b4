"""Installations as an operator has them: a data folder each, a database each, and the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zipfile import ZipFile

import psycopg
import pytest

from tests.upgrade.release import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
SHELL = "manage", "shell", "--no-imports", "-v", "0", "-c"
# What the backup and the restore write themselves: each notes in the journal that it happened.
JOURNAL = {"journal_content", "journal_entry", "journal_head"}


class Installation:
    """One installation. A process of its own, as on a server, carries out its commands."""

    def __init__(self, home, database=""):
        self.home, self.database, self.process = home, database, None

    def call(self, *arguments):
        """Run a command; return exit code, standard output and the rest."""
        self.process = self.process or self._started()
        self.process.stdin.write(json.dumps([*map(str, arguments)]) + "\n")
        self.process.stdin.flush()
        return tuple(json.loads(self.process.stdout.readline()))

    def _started(self):
        environment = os.environ | {"TONGXIN_HOME": str(self.home), "DATABASE_URL": self.database, "REDIS_URL": ""}
        return subprocess.Popen(
            [sys.executable, "-m", "tests.upgrade.operator"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def leave(self):
        """End the process."""
        if self.process:
            self.process.communicate()
            self.process = None

    def run(self, *arguments):
        """Run a command that must succeed; return its JSON."""
        code, out, err = self.call(*arguments, "--json")
        assert code == 0, out + err
        return json.loads(out)

    def ask(self, python):
        """Return what a piece of Python prints as JSON inside the installation."""
        code, out, err = self.call(*SHELL, f"import json\n{python}")
        assert code == 0, err
        return json.loads(out)

    def restore(self, file, *options):
        """Restore a backup with the passphrase of the tests."""
        secret = self.home.with_name(f"{self.home.name}.passphrase")
        secret.write_text(PASSPHRASE, encoding="utf-8")
        return self.run("restore", file, "--passphrase-file", secret, *options)

    def backup(self):
        """Make a backup with keys, and return its file."""
        secret = self.home.with_name(f"{self.home.name}.passphrase")
        secret.write_text(PASSPHRASE, encoding="utf-8")
        number = len(list(self.home.parent.glob(f"{self.home.name}.*.zip")))
        file = self.home.with_name(f"{self.home.name}.{number}.zip")
        self.run("backup", file, "--with-keys", "--passphrase-file", secret)
        return file


@pytest.fixture
def on_sqlite(tmp_path):
    """Return what makes an empty installation on SQLite."""
    made = []

    def make(name):
        made.append(Installation(tmp_path / name))
        return made[-1]

    yield make
    for installation in made:
        installation.leave()


@pytest.fixture
def on_postgres(tmp_path):
    """Return what makes an empty installation on a PostgreSQL database of its own; they are dropped afterwards."""
    parts = urlsplit(os.environ["TEST_DATABASE_URL"])
    made = {}

    def address(name):
        return urlunsplit(parts._replace(path=f"/{name}"))

    def make(name):
        database = f"{parts.path.strip('/')}_{name}_{os.getpid()}"
        with psycopg.connect(address("postgres"), autocommit=True) as link:
            link.execute(f'CREATE DATABASE "{database}"')
        made[database] = Installation(tmp_path / name, address(database))
        return made[database]

    yield make
    with psycopg.connect(address("postgres"), autocommit=True) as link:
        for database, installation in made.items():
            installation.leave()
            link.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def manifest(file):
    """Return the manifest of a backup, read without the product."""
    with ZipFile(file) as archive:
        return json.loads(archive.read("manifest.json"))


def hashes(file, *, without=frozenset()):
    """Return by table the columns, rows and hash that a backup names, without the journal."""
    entries = {entry["table"]: entry for entry in manifest(file)["tables"]}
    return {name: entry for name, entry in entries.items() if name not in JOURNAL | without}


def files(file):
    """Return by name the size and hash of every attachment in a backup."""
    return {each["name"]: (each["size"], each["sha256"]) for each in manifest(file)["files"]}


def lines(file, table):
    """Return the lines of a table of a backup."""
    with ZipFile(file) as archive:
        return archive.read(f"tables/{table}.jsonl").splitlines()


def assert_same_data(before, after):
    """Every table and file is the same, and the journal has only grown."""
    assert hashes(after) == hashes(before)
    assert files(after) == files(before)
    for table in ("journal_entry", "journal_content"):
        old = lines(before, table)
        assert old
        assert lines(after, table)[: len(old)] == old
