"""The manifest: what a backup holds, with the hashes, and a seal that only the keys of its installation can make."""

import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from tongxin.config.backup.archive import BackupReader, Member, not_a_backup
from tongxin.config.backup.errors import BadBackupError
from tongxin.config.backup.tables import Node, known_nodes
from tongxin.core import clock, crypto, db
from tongxin.core.policy import require

FORMAT, FORMAT_VERSION = "tongxin-backup", 1
TABLE_FOLDER, LINES = "tables/", ".jsonl"


@dataclass(frozen=True)
class TableEntry:
    """One table of the backup: its member, its columns, how many rows, and their logical hash."""

    table: str
    columns: list[str]
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        """Return the name of the member that holds the rows."""
        return f"{TABLE_FOLDER}{self.table}{LINES}"


@dataclass(frozen=True)
class Manifest:
    """What stands in manifest.json."""

    product_version: str
    made_at: str
    database: str
    migrations: list[Node]
    tables: list[TableEntry]
    files: list[Member]
    left_out: list[str]

    @property
    def rows(self) -> int:
        """Return how many rows the backup holds."""
        return sum(entry.rows for entry in self.tables)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is written, sealed by the keys of this installation."""
        plain = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self)}
        plain["files"] = [{"name": each.name, "size": each.size, "sha256": each.sha256} for each in self.files]
        return plain | {"seal": seal_of(plain)}


def new_manifest(
    *, migrations: list[Node], tables: list[TableEntry], files: list[Member], left_out: list[str]
) -> Manifest:
    """Return the manifest of a backup made now."""
    return Manifest(version("tongxin"), clock.now().isoformat(), db.mode(), migrations, tables, files, left_out)


def seal_of(plain: dict[str, Any]) -> str:
    """Return the seal of what stands in a manifest."""
    bare = {name: value for name, value in plain.items() if name != "seal"}
    return crypto.mac(json.dumps(bare, sort_keys=True, ensure_ascii=False).encode(), "backup")


def is_sealed_here(plain: dict[str, Any]) -> bool:
    """Return whether the keys of this installation made the seal."""
    return bool(plain.get("seal") == seal_of(plain))


def manifest_of(backup: BackupReader, path: Path) -> Manifest:
    """Return the manifest of a backup. Raises BadBackupError for one of a newer version."""
    found = backup.manifest
    require(found.get("format") == FORMAT, BadBackupError, not_a_backup(path))
    if (
        found["format_version"] > FORMAT_VERSION
        or not {(app, name) for app, name in found["migrations"]} <= known_nodes()
    ):
        raise BadBackupError(
            _(
                "%(file)s was made by version %(theirs)s; this is %(ours)s and does not know all of it. "
                "Install %(theirs)s."
            )
            % {"file": path, "theirs": found["product_version"], "ours": version("tongxin")}
        )
    return Manifest(
        found["product_version"],
        found["made_at"],
        found["database"],
        [(app, name) for app, name in found["migrations"]],
        [TableEntry(**entry) for entry in found["tables"]],
        [Member(**entry) for entry in found["files"]],
        found["left_out"],
    )
