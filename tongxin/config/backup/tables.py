"""The tables of one state of the migrations, and their rows as lines of canonical JSON, alike on both databases.

A table's logical hash is the SHA-256 of its lines: rows in the order of their key, columns by name, no blanks.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.models.expressions import Combinable
from django.utils.duration import duration_iso_string

from tongxin.core import db

Node = tuple[str, str]
Converter = Callable[[Any], Any]
READ_AT_ONCE, WRITTEN_AT_ONCE = 2000, 500
# Who is signed in, and what tells the codes of slips: a copy would let its reader in. After a restore everybody signs
# in again; slips that were not printed are ordered again, and codes by text message live for minutes. A sheet that was
# uploaded to be checked lives for a day and is uploaded again.
LEFT_OUT = frozenset(
    {
        "accounts_signin",
        "accounts_textcode",
        "django_session",
        "organisation_coderun",
        "organisation_codetext",
        "organisation_importorder",
    }
)


@dataclass(frozen=True)
class Table:
    """One table as it was in that state."""

    name: str
    model: type[models.Model]
    fields: tuple[Any, ...]

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns."""
        return [field.column for field in self.fields]


def applied_nodes() -> list[Node]:
    """Return which migrations the database has."""
    return sorted(MigrationLoader(connection).applied_migrations)


def known_nodes() -> set[Node]:
    """Return which migrations this version knows."""
    loader = MigrationLoader(connection)
    return set(loader.graph.nodes) | set(loader.replacements)


def tables_at(nodes: Iterable[Node]) -> list[Table]:
    """Return the tables that a database with these migrations has, by name, without those left out."""
    state = MigrationLoader(connection).project_state(sorted(nodes)).apps
    found = state.get_models(include_auto_created=True)
    tables = [_table(model) for model in found if model._meta.managed and not model._meta.proxy]
    return sorted((table for table in tables if table.name not in LEFT_OUT), key=lambda table: table.name)


def _table(model: type[models.Model]) -> Table:
    fields = tuple(field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False))
    return Table(model._meta.db_table, model, fields)


def lines_of(table: Table, only: models.Q | None = None) -> Iterator[bytes]:
    """Return the rows of a table as lines, all or ``only`` some."""
    columns = table.columns
    rows = (
        table.model._base_manager.filter(only or models.Q())
        .order_by(_key(table))
        .values_list(*(field.attname for field in table.fields))
    )
    for row in rows.iterator(chunk_size=READ_AT_ONCE):
        yield canonical(dict(zip(columns, row, strict=True))) + b"\n"


def _key(table: Table) -> str | Combinable:
    key: Any = table.model._meta.pk
    while key.remote_field:
        key = key.target_field
    return db.in_byte_order("pk") if isinstance(key, models.CharField | models.TextField) else "pk"


def hash_of(table: Table) -> tuple[int, str]:
    """Return the number of rows of a table and its logical hash."""
    digest, rows = hashlib.sha256(), 0
    for line in lines_of(table):
        digest.update(line)
        rows += 1
    return rows, digest.hexdigest()


def canonical(row: dict[str, Any]) -> bytes:
    """Return the one way to write a row."""
    return json.dumps(
        row, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain
    ).encode()


def _plain(value: object) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        case date() | time():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case timedelta():
            return duration_iso_string(value)
        case UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    raise TypeError(f"{type(value).__name__} has no written form")


def store_lines(table: Table, lines: Iterable[bytes]) -> None:
    """Put rows into an empty table."""
    names = ", ".join(map(connection.ops.quote_name, table.columns))
    places = ", ".join(["%s"] * len(table.fields))
    sql = f"INSERT INTO {connection.ops.quote_name(table.name)} ({names}) VALUES ({places})"  # noqa: S608 - own names
    columns = [(field.column, _stored(field)) for field in table.fields]
    source = iter(lines)
    with connection.cursor() as cursor:
        while batch := [json.loads(line) for line in islice(source, WRITTEN_AT_ONCE)]:
            cursor.executemany(sql, [[convert(row[name]) for name, convert in columns] for row in batch])


def _stored(field: Any) -> Converter:
    """Return what makes of a value of a line the value for the database."""
    prepare = field.get_db_prep_save
    if isinstance(field, models.JSONField):
        if not field.null:  # None is then JSON's null, not the absence of a value
            return lambda value: connection.ops.adapt_json_value(value, field.encoder)
        return lambda value: prepare(value, connection)
    if isinstance(field, models.BinaryField):
        return lambda value: value if value is None else prepare(base64.b64decode(value), connection)
    return lambda value: value if value is None else prepare(field.to_python(value), connection)
