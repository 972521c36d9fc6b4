"""Upgrades that are cut off: ``python -m tests.faults.upgrading RELEASE [all]`` prints as JSON what it found.

Makes an installation as the release left it, then for each point of the upgrade: back to that, kill -9 at the point,
look at the rows, ask ``tongxin`` what now, let it go on, compare with an upgrade that nobody disturbed. Every run of
the product is a process of its own, forked from one that has loaded it already.
"""

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import django

from tests.upgrade.release import PASSPHRASE

HELD = datetime(2026, 6, 1, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
EACH = 130
KILLED = -signal.SIGKILL
# What the upgrade itself writes: the numbers of such rows have gaps after a run cut off. Compared by this column.
WRITES = {
    "auth_permission": "codename",
    "django_content_type": "model",
    "rulebook_packversion": "digest",
    "journal_entry": "kind",
}
# Columns that a later version writes anew on purpose: organisation 0007.
REWRITTEN = {"organisation_person": {"search"}}
SALTED = {"journal_content", "journal_head"}
NOTED_ON_THE_WAY = "config.backed_up"
Rows = dict[str, dict[str, dict[str, Any]]]


def sweep(release: Path, *, every: bool) -> dict[str, Any]:
    """Cut the upgrade off after each commit and here and there between, or everywhere; return what went wrong."""
    place = _place()
    assert _apart(lambda: _restore_old(release))[0] == 0
    place.keep()
    old = _rows()
    points = _apart(_count)[1]
    after = _rows()
    found: dict[str, Any] = {"points": len(points), "killed": 0, "wrong": [], "said": []}
    for number, point in enumerate(points):
        if every or point == "commit came" or number % EACH == 0:
            _try(place, number, point, old, after, found)
    return found


def _try(place: Any, number: int, point: str, old: Rows, after: Rows, found: dict[str, Any]) -> None:
    place.put_back()
    code, _said = _apart(lambda: _upgrade(number))
    assert code == KILLED, (point, code)
    found["killed"] += 1
    rows, said, saved = _apart(lambda: (_read(), _say("check"), _say("backup", str(place.home))))[1]
    missing = list(_missing(old, rows))
    again, rows = _apart(lambda: (_say("init"), _read()))[1]
    different = list(_different(after, rows))
    found["said"] += [line for line in said.splitlines() if "tongxin init" in line and line not in found["said"]]
    failed = [text for text in (saved, again) if not text.startswith("0 ")]
    if missing or different or failed or "Traceback" in said:
        found["wrong"].append([number, point, missing[:3], different[:3], failed, said[-300:]])


def _missing(old: Rows, now: Rows) -> Iterator[str]:
    """Tell each old row that is not there with all that it held, in the columns that both schemas have."""
    for table, rows in old.items():
        for key, row in rows.items():
            kept = now.get(table, {}).get(key, {})
            names = (row.keys() & kept.keys()) - REWRITTEN.get(table, set())
            same = table == "journal_head" or all(row[name] == kept[name] for name in names)
            if not kept or not same:
                yield f"{table} {row}: {kept}"


def _different(wanted: Rows, found: Rows) -> Iterator[str]:
    """Tell each table that is not as after an undisturbed upgrade; the journal by what it tells, in order."""
    for table in sorted(wanted.keys() | found.keys()):
        one, other = (_comparable(table, rows.get(table, {})) for rows in (wanted, found))
        if one != other:
            yield f"{table}: {[row for row in one + other if (row in one) != (row in other)][:2]}"


def _comparable(table: str, rows: dict[str, dict[str, Any]]) -> list[Any]:
    if table in WRITES:
        return sorted({str(row[WRITES[table]]) for row in rows.values()} - {NOTED_ON_THE_WAY})
    return [] if table in SALTED else list(rows.values())


def _rows() -> Rows:
    """Return all rows by table, as the migrations that were made describe them."""
    return _apart(_read)[1]


def _read() -> Rows:
    from tongxin.config.backup.tables import applied_nodes, lines_of, tables_at  # noqa: PLC0415 - after Django started

    return {table.name: {str(row[table.model._meta.pk.column]): row for row in map(json.loads, lines_of(table))}
            for table in tables_at(applied_nodes())}  # fmt: skip


def _restore_old(release: Path) -> None:
    from tongxin.config.backup import restoring  # noqa: PLC0415

    with mock.patch.object(restoring, "upgrade"):
        restoring.restore_backup(release, passphrase=lambda: PASSPHRASE)


def _count() -> list[str]:
    with _points() as passed:
        _prepare()
    return passed


def _upgrade(number: int) -> None:
    def strike(count: int) -> None:
        if count > number:
            os.kill(os.getpid(), signal.SIGKILL)

    with _points(strike):
        _prepare()


def _prepare() -> None:
    from tongxin.config.installation import prepare  # noqa: PLC0415

    prepare()


@contextmanager
def _points(at: Callable[[int], None] = lambda count: None) -> Iterator[list[str]]:
    """Count every statement before it is sent, and every commit before and after it."""
    from django.db import connection  # noqa: PLC0415

    passed: list[str] = []

    def pass_by(what: str) -> None:
        passed.append(what[:200])
        at(len(passed))

    def statement(execute, sql, params, many, context):
        pass_by(str(sql))
        return execute(sql, params, many, context)

    commit = connection._commit

    def committing() -> None:
        pass_by("commit comes")
        commit()
        pass_by("commit came")

    with connection.execute_wrapper(statement), mock.patch.object(connection, "_commit", committing):
        yield passed


def _say(*arguments: str) -> str:
    """Run a command; return its exit code and everything that it says."""
    from tongxin.config.cli.start import run  # noqa: PLC0415

    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = run(arguments)
    return f"{code} {said.getvalue()}"


def _apart(work: Callable[[], Any]) -> tuple[int, Any]:
    """Do something in a process of its own; return how it ended and what it returned."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        with os.fdopen(writer, "w", encoding="utf-8") as out:
            code = _outcome(work, out)
        os._exit(code)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as answer:
        text = answer.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED), text
    return code, json.loads(text) if code == 0 else text


def _outcome(work: Callable[[], Any], out: Any) -> int:
    from tongxin.core import clock  # noqa: PLC0415

    try:
        with clock.at(HELD):
            json.dump(work(), out)
    except BaseException as error:  # noqa: BLE001 - the process ends here, and says why
        out.write(f"{type(error).__name__}: {error}")
        return 1
    return 0


class _Folder:
    """An installation on SQLite: its folder is all of it."""

    def __init__(self, home: Path) -> None:
        self.home, self.kept = home, home.with_name(f"{home.name}.old")

    def keep(self) -> None:
        shutil.copytree(self.home, self.kept)

    def put_back(self) -> None:
        shutil.rmtree(self.home)
        shutil.copytree(self.kept, self.home)


class _Database(_Folder):
    """One on PostgreSQL: the folder, and a database that is copied by its server."""

    def __init__(self, home: Path, url: str) -> None:
        super().__init__(home)
        self.server, _slash, self.name = url.rpartition("/")

    def keep(self) -> None:
        super().keep()
        self._copy(self.name, f"{self.name}_old")

    def put_back(self) -> None:
        super().put_back()
        self._copy(f"{self.name}_old", self.name)

    def _copy(self, source: str, target: str) -> None:
        import psycopg  # noqa: PLC0415

        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as link:
            link.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            link.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def _place() -> _Folder:
    home, url = Path(os.environ["TONGXIN_HOME"]), os.environ.get("DATABASE_URL", "")
    home.mkdir(parents=True, exist_ok=True)
    return _Database(home, url) if url else _Folder(home)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tongxin.config.settings.base"
    os.environ["LC_ALL"] = "C.UTF-8"
    django.setup()
    began = time.monotonic()
    result = sweep(Path(sys.argv[1]), every="all" in sys.argv)
    sys.stdout.write(json.dumps(result | {"seconds": round(time.monotonic() - began, 1)}, ensure_ascii=False))
