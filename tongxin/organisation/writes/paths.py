"""Keeps the dated closure of the tree: whole subtrees by a few statements, the same on SQLite and PostgreSQL.

A row's chain of units between ancestor and unit never changes during its span: each placement ends the rows that pass
through the placed unit and writes new ones. So a row belongs to a placement as a whole or not at all.
"""

from datetime import date

from django.db import connection

from tongxin.organisation.models import UnitPath
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.rules.tree import Span, paths_of_new_unit

TABLE = UnitPath._meta.db_table

# Every row from a unit above to the unit or one below it. Where three spans meet in pairs, they meet all together.
PASSING = f"""
    SELECT r.id FROM {TABLE} a
    JOIN {TABLE} d ON d.ancestor_id = %(unit)s AND d.to_on > %(day)s AND d.from_on < a.to_on AND a.from_on < d.to_on
    JOIN {TABLE} r ON r.unit_id = d.unit_id AND r.ancestor_id = a.ancestor_id AND r.to_on > %(day)s
        AND r.from_on < a.to_on AND a.from_on < r.to_on AND r.from_on < d.to_on AND d.from_on < r.to_on
    WHERE a.unit_id = %(unit)s AND a.depth > 0 AND a.to_on > %(day)s
"""  # noqa: S608 - the only text put in is the name of our own table
FORGET = f"DELETE FROM {TABLE} WHERE from_on >= %(day)s AND id IN ({PASSING})"  # noqa: S608 - as above
END = f"UPDATE {TABLE} SET to_on = %(day)s WHERE id IN ({PASSING})"  # noqa: S608 - as above
JOIN = f"""
    INSERT INTO {TABLE} (ancestor_id, unit_id, depth, from_on, to_on)
    SELECT ancestor_id, unit_id, depth, CASE WHEN from_on < %(day)s THEN %(day)s ELSE from_on END, to_on FROM (
        SELECT n.ancestor_id, d.unit_id, n.depth + d.depth + 1 AS depth,
            CASE WHEN n.from_on > d.from_on THEN n.from_on ELSE d.from_on END AS from_on,
            CASE WHEN n.to_on < d.to_on THEN n.to_on ELSE d.to_on END AS to_on
        FROM {TABLE} n
        JOIN {TABLE} d ON d.ancestor_id = %(unit)s AND d.to_on > %(day)s AND d.from_on < n.to_on AND n.from_on < d.to_on
        WHERE n.unit_id = %(parent)s AND n.to_on > %(day)s
    ) joined
"""  # noqa: S608 - as above


def add_paths(unit_id: int, parent_id: int | None, day: date) -> None:
    """Place a new unit below its parent from a day on."""
    spans = paths_of_new_unit(unit_id, spans_above(parent_id) if parent_id else [], day, FOREVER)
    UnitPath.objects.bulk_create(path_row(unit_id, span) for span in spans)


def move_paths(unit_id: int, parent_id: int | None, day: date) -> None:
    """Place a unit with all below it elsewhere from a day on. The caller made sure that the unit has no later place."""
    values: dict[str, int | date | None] = {"unit": unit_id, "parent": parent_id, "day": day}
    with connection.cursor() as cursor:
        cursor.execute(FORGET, values)
        cursor.execute(END, values)
        if parent_id:
            cursor.execute(JOIN, values)


def end_paths(unit_id: int, day: date) -> None:
    """Take a unit that has none below it out of the tree from a day on."""
    later = UnitPath.objects.filter(unit_id=unit_id, to_on__gt=day)
    later.filter(from_on__gte=day).delete()
    later.update(to_on=day)


def spans_above(unit_id: int) -> list[Span]:
    """Return where a unit stands and stood, itself included."""
    found = UnitPath.objects.filter(unit_id=unit_id).values_list("ancestor_id", "depth", "from_on", "to_on")
    return [Span(*row) for row in found]


def path_row(unit_id: int, span: Span) -> UnitPath:
    """Return a span as a row to store."""
    return UnitPath(
        unit_id=unit_id, ancestor_id=span.ancestor, depth=span.depth, from_on=span.from_on, to_on=span.to_on
    )
