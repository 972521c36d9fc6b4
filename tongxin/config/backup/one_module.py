"""The records of one module as an archive of its own: the form of a backup, of some rows (docs/backup-format.md).

Sealed texts and attachments stay as they are, encrypted by the keys of the installation: who switches a module is not
thereby let into what people wrote. With a passphrase the keys go in, as in a backup.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db.models import ForeignKey, Model, Q

from tongxin.config.backup.archive import KEYS, BackupWriter, chunks
from tongxin.config.backup.manifest import TableEntry, seal_of
from tongxin.config.backup.sealed_keys import seal_key
from tongxin.config.backup.tables import Table, applied_nodes, canonical, lines_of, tables_at
from tongxin.core import clock, db
from tongxin.core.keys import master_key
from tongxin.files.public import StoredFile
from tongxin.modules.public import Taken
from tongxin.organisation.public import Person, Unit

FORMAT, FORMAT_VERSION = "tongxin-module", 1
# What capabilities keep of a module's objects, by the column that names the object (casework.case:7).
HANGING_ON = {
    "clocks_clock": "subject__startswith",
    "clocks_clockentry": "clock__subject__startswith",
    "files_storedfile": "owner__startswith",
}
NAMED: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "organisation.person": (Person, ("id", "key", "staff_no", "name")),
    "organisation.unit": (Unit, ("id", "key", "code", "name")),
}


def write_module(app: str, out: IO[bytes], passphrase: str = "") -> Taken:
    """Write every record of a module at one moment, with the names of the people and units in it."""
    writer, nodes = BackupWriter(out), applied_nodes()
    tables = tables_at(nodes)
    own = [table for table in tables if table.model._meta.app_label == app]
    with db.snapshot():
        entries = [_added(writer, table, Q()) for table in own]
        for table in tables:
            if table.name in HANGING_ON:
                entries.append(_added(writer, table, Q(**{HANGING_ON[table.name]: f"{app}."})))
        entries += [_add_names(writer, label, own) for label in NAMED]
        keys = list(
            StoredFile.objects.filter(owner__startswith=f"{app}.").values_list("key", flat=True).order_by("key")
        )
    files = [_add_file(writer, path) for path in _files(keys)]
    if passphrase:
        writer.add(KEYS, [seal_key(master_key(settings.HOME), passphrase)])
    plain: dict[str, Any] = {
        "format": FORMAT, "format_version": FORMAT_VERSION, "module": app, "product_version": version("tongxin"),
        "made_at": clock.now().isoformat(), "migrations": [node for node in nodes if node[0] == app],
        "tables": [asdict(entry) for entry in entries], "files": files,
    }  # fmt: skip
    seal = seal_of(plain)
    writer.finish(plain | {"seal": seal})
    return Taken(sum(entry.rows for entry in entries), len(entries), len(files), seal)


def _added(writer: BackupWriter, table: Table, only: Q) -> TableEntry:
    entry = TableEntry(table.name, table.columns, 0, "")
    member = writer.add(entry.member, lines_of(table, only))
    return TableEntry(table.name, table.columns, member.lines, member.sha256)


def _add_names(writer: BackupWriter, label: str, own: Iterable[Table]) -> TableEntry:
    """Add who and what the ids in the rows mean: of people no more than number and name."""
    model, columns = NAMED[label]
    ids = {pk for table in own for pk in _ids(table, label)}
    rows = model._base_manager.filter(pk__in=ids).order_by("pk").values(*columns)
    entry = TableEntry(f"names_{label.partition('.')[2]}", sorted(columns), 0, "")
    member = writer.add(entry.member, (canonical(row) + b"\n" for row in rows))
    return TableEntry(entry.table, entry.columns, member.lines, member.sha256)


def _ids(table: Table, label: str) -> Iterator[int]:
    for field in table.fields:
        if isinstance(field, ForeignKey) and field.related_model._meta.label_lower == label:
            found = table.model._base_manager.exclude(**{field.attname: None}).order_by()
            yield from found.values_list(field.attname, flat=True).distinct()


def _files(keys: Iterable[str]) -> Iterator[Path]:
    for key in keys:
        yield from sorted((settings.HOME / "files").glob(f"*/{key}*"))


def _add_file(writer: BackupWriter, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        member = writer.add(path.relative_to(settings.HOME).as_posix(), chunks(file), packed=False)
    return {"name": member.name, "size": member.size, "sha256": member.sha256}
