"""Making a backup of a running installation: nobody waits for it, and it shows one moment."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from tongxin.config.backup.archive import KEYS, BackupWriter, Member, check_whole, chunks
from tongxin.config.backup.manifest import Manifest, TableEntry, new_manifest
from tongxin.config.backup.sealed_keys import seal_key
from tongxin.config.backup.tables import LEFT_OUT, Node, Table, applied_nodes, known_nodes, lines_of, tables_at
from tongxin.config.facts import BACKED_UP
from tongxin.config.upgrading import is_migrated
from tongxin.core import clock, db
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.keys import master_key
from tongxin.core.policy import require, system_actor
from tongxin.journal.public import note

FILES, JOURNAL = "files", "journal"
DRAFT = ".draft"
LAST = "last-backup.json"
ENDING = ".zip"


@dataclass(frozen=True)
class Backup:
    """A backup that was made."""

    file: str
    size: int
    sha256: str
    tables: int
    rows: int
    files: int
    made_at: str
    with_keys: bool
    left_out: list[str]


def make_backup(target: Path, *, passphrase: str = "") -> Backup:
    """Write a backup of this installation into ``target``, a file not there yet or a folder.

    With a passphrase the master key goes in, sealed by it. Notes BACKED_UP. Raises RuleBrokenError and BadInputError.
    """
    file = _file(target)
    nodes = applied_nodes()
    require(bool(nodes), RuleBrokenError, _nothing_there())
    require(set(nodes) <= known_nodes(), RuleBrokenError, _newer_database())
    keys = seal_key(master_key(settings.HOME), passphrase) if passphrase else b""
    with _draft(file) as out:
        manifest = _write(BackupWriter(out), nodes, keys)
    made = Backup(
        str(file), file.stat().st_size, check_whole(file), len(manifest.tables), manifest.rows, len(manifest.files),
        manifest.made_at, bool(keys), manifest.left_out,
    )  # fmt: skip
    _remember(made)
    return made


def _write(writer: BackupWriter, nodes: list[Node], keys: bytes) -> Manifest:
    # Checkpoints before the tables and attachments after them: neither then names or lacks what the tables have not.
    files = [_add_file(writer, path) for path in _below(JOURNAL)]
    tables = tables_at(nodes)
    with db.snapshot():
        entries = [_add_table(writer, table) for table in tables]
    files += [_add_file(writer, path) for path in _below(FILES)]
    if keys:
        writer.add(KEYS, [keys])
    manifest = new_manifest(migrations=nodes, tables=entries, files=files, left_out=_left_out(tables))
    writer.finish(manifest.as_json())
    return manifest


def _add_table(writer: BackupWriter, table: Table) -> TableEntry:
    entry = TableEntry(table.name, table.columns, 0, "")
    member = writer.add(entry.member, lines_of(table))
    return TableEntry(table.name, table.columns, member.lines, member.sha256)


def _add_file(writer: BackupWriter, path: Path) -> Member:
    with path.open("rb") as file:
        return writer.add(path.relative_to(settings.HOME).as_posix(), chunks(file), packed=False)


def _below(folder: str) -> Iterator[Path]:
    """Return the finished files of a folder of the data folder, in a fixed order."""
    found = sorted((settings.HOME / folder).rglob("*"))
    return (path for path in found if path.is_file() and not path.name.endswith(DRAFT))


def _left_out(tables: list[Table]) -> list[str]:
    """Return the tables of the database that are not in a backup, wanted or not."""
    ours = {table.name for table in tables} | {"django_migrations"}
    here = {name for name in connection.introspection.table_names() if not name.startswith("sqlite_")}
    return sorted(LEFT_OUT | (here - ours))


def _file(target: Path) -> Path:
    file = target / f"tongxin-{clock.local(clock.now()):%Y%m%d-%H%M%S}{ENDING}" if target.is_dir() else target
    require(file.absolute().parent.is_dir(), BadInputError, _no_folder(file))
    require(not file.exists(), BadInputError, _is_there(file))
    return file


@contextmanager
def _draft(file: Path) -> Iterator[IO[bytes]]:
    """Give a file that gets its name only when it is whole and on the disk. Nobody but its owner may read it."""
    draft = file.with_name(f"{file.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)


def _remember(made: Backup) -> None:
    """Leave word of the backup for ``tongxin check``, and in the journal of a database that this version can write."""
    (settings.HOME / LAST).write_text(json.dumps(asdict(made), ensure_ascii=False), encoding="utf-8")
    if is_migrated():
        note(BACKED_UP, actor=system_actor("backup"), sha256=made.sha256, rows=made.rows, with_keys=made.with_keys)


def _nothing_there() -> str:
    return _("There is nothing to back up: the database is empty. Is TONGXIN_HOME the folder that you mean?")


def _newer_database() -> str:
    return _("The database is of a newer version than this program. Back it up with that version.")


def _no_folder(file: Path) -> str:
    return _("There is no folder %(folder)s. Make it first.") % {"folder": file.parent}


def _is_there(file: Path) -> str:
    return _("%(file)s is there already and is not overwritten. Choose another name, or name a folder.") % {
        "file": file
    }
