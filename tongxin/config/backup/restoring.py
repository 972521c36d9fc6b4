"""Restoring a backup into an empty installation: all of it, proven by the same hashes, or nothing."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from tongxin.config.backup.archive import BackupReader, chunks, was_changed
from tongxin.config.backup.checking import check_members, digest_of
from tongxin.config.backup.errors import BadBackupError
from tongxin.config.backup.keys import settle_key
from tongxin.config.backup.making import FILES, JOURNAL
from tongxin.config.backup.manifest import Manifest
from tongxin.config.backup.tables import LEFT_OUT, Node, Table, hash_of, store_lines, tables_at
from tongxin.config.facts import RESTORED
from tongxin.config.upgrading import is_migrated, upgrade
from tongxin.core import db
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import require, system_actor
from tongxin.journal.public import Report, note, verify

COMING = ".restoring"
# What making the tables itself puts into them.
OF_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}


@dataclass(frozen=True)
class Restored:
    """What was restored: the manifest, and the journal as it verifies now; none where the keys are not here."""

    manifest: Manifest
    journal: Report | None
    migrated: bool


def restore_backup(path: Path, *, passphrase: Callable[[], str], without_keys: bool = False) -> Restored:
    """Make an empty installation the one that the backup shows. ``passphrase`` is asked only if the keys are in it.

    Checks every hash before the first write and again as it lies in the database. An older schema migrates forward
    afterwards. Notes RESTORED. Raises BadBackupError for the file, RuleBrokenError where something is there.
    """
    _require_empty()
    with BackupReader(path) as backup:
        manifest = check_members(backup, path)
        has_keys = settle_key(backup, passphrase, without_keys=without_keys)
        drop = [name for name in connection.introspection.table_names() if not name.startswith("sqlite_")]
        db.drop_tables(drop)
        _unpack(backup, manifest)
        with db.unmapped():
            _fill(backup, manifest)
    migrated = _migrate_forward()
    report = verify() if has_keys else None
    note(RESTORED, actor=system_actor("restore"), sha256=backup.sha256, made_at=manifest.made_at)
    return Restored(manifest, report, migrated)


def _require_empty() -> None:
    filled = [name for name in connection.introspection.table_names() if name not in OF_DJANGO and _has_rows(name)]
    require(not filled, RuleBrokenError, _not_empty_database(len(filled)))
    for folder in (FILES, JOURNAL):
        there = settings.HOME / folder
        require(not (there.is_dir() and any(there.iterdir())), RuleBrokenError, _not_empty_folder(there))


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608 - a table's own name
        return cursor.fetchone() is not None


def _unpack(backup: BackupReader, manifest: Manifest) -> None:
    """Lay the files beside their places, and compare them as they lie on the disk."""
    for folder in (FILES, JOURNAL):
        shutil.rmtree(_coming(folder), ignore_errors=True)
    for member in manifest.files:
        folder, _slash, rest = member.name.partition("/")
        file = _coming(folder) / rest
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.touch(mode=0o600)
        with file.open("wb") as out:
            out.writelines(backup.chunks(member.name))
        with file.open("rb") as lying:
            require(digest_of(chunks(lying))[1] == member.sha256, BadBackupError, was_changed(file))


def _coming(folder: str) -> Path:
    return Path(settings.HOME) / f"{folder}{COMING}"


def _fill(backup: BackupReader, manifest: Manifest) -> None:
    """Make the tables of the backup's own schema, fill them, and put the files in place, in one transaction."""
    _make_tables(manifest.migrations)
    entries = [entry for entry in manifest.tables if entry.table not in LEFT_OUT]  # an older version left out fewer
    tables = {table.name: table for table in tables_at(manifest.migrations) if table.name not in manifest.left_out}
    named = {entry.table: entry.columns for entry in entries}
    require({name: table.columns for name, table in tables.items()} == named, BadBackupError, _other_tables())
    with db.writing():
        for entry in entries:
            store_lines(tables[entry.table], backup.lines(entry.member))
        for entry in entries:
            found = hash_of(tables[entry.table])
            require(found == (entry.rows, entry.sha256), BadBackupError, _stored_differently(entry.table))
        connection.check_constraints()
        _reset_sequences(list(tables.values()))
        os.sync()
        for folder in (FILES, JOURNAL):
            with suppress(FileNotFoundError):  # a backup without attachments has no such folder
                _coming(folder).rename(settings.HOME / folder)
    db.after_bulk(*(table.model for table in tables.values()))


def _make_tables(nodes: list[Node]) -> None:
    executor = MigrationExecutor(connection)
    below = {parent for node in nodes for parent in executor.loader.graph.node_map[node].parents}
    executor.migrate([node for node in nodes if node not in {each.key for each in below}])
    made = set(MigrationExecutor(connection).loader.applied_migrations)
    require(made == set(nodes), BadBackupError, _other_tables())


def _reset_sequences(tables: list[Table]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
            cursor.execute(statement)


def _migrate_forward() -> bool:
    is_older = not is_migrated()
    upgrade()
    return is_older


def _not_empty_database(count: int) -> str:
    return _(
        "The database is not empty: %(count)d tables have rows. A restore changes nothing that is there: name a new, "
        "empty folder by TONGXIN_HOME, and with PostgreSQL a new database by DATABASE_URL."
    ) % {"count": count}


def _not_empty_folder(folder: Path) -> str:
    return _(
        "%(folder)s is not empty. A restore changes nothing that is there: name a new, empty folder by TONGXIN_HOME."
    ) % {"folder": folder}


def _other_tables() -> str:
    return _("The tables of this backup are not those of its version. Restore it with the version that made it.")


def _stored_differently(table: str) -> str:
    return _("%(table)s came out of the database otherwise than it went in. Nothing was restored; tell us.") % {
        "table": table
    }
