"""What a request leaves behind: rows in any table, acts in the journal. Afterwards all of it is taken back."""

from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.db import connection, transaction

CHANGES = ("INSERT", "UPDATE", "DELETE")
# A visit moves the session, and looks may be noted: a refused one is not counted, an act would be.
UNCOUNTED = {"django_session"}


@contextmanager
def forgotten(before):
    """Take back what a request changed, and tell by which statements it left other rows or acts than ``before``."""
    wrote, left = [], []

    def watch(execute, sql, params, many, context):
        if sql.split(None, 1)[0].upper() in CHANGES:
            wrote.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            yield left
        if wrote and state() != before:
            left += wrote
        transaction.set_rollback(True)


def state():
    """Return how many rows each table has, and how many acts the journal."""
    with connection.cursor() as cursor:
        cursor.execute(_question())
        return dict(cursor.fetchall())


@cache
def _question():
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - UNCOUNTED
    counted = [table for table in sorted(tables) if not table.startswith("journal_")]
    rows = [f"SELECT '{table}' AS what, COUNT(*) AS many FROM {table}" for table in counted]
    return " UNION ALL ".join([*rows, "SELECT 'acts', COUNT(*) FROM journal_entry WHERE sort = 'act'"])
