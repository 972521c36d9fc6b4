"""The whole database as plain values: two moments are the same if and only if nothing was changed between them."""

from django.apps import apps
from django.db import OperationalError

SESSIONS = "sessions.Session"
UNCOUNTED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")


def state() -> dict[str, list[str]]:
    """Return the rows of every table but the sessions, which remember a visit and are no part of an act."""
    models = [model for model in apps.get_models() if not model._meta.proxy and model._meta.label != SESSIONS]
    return {model._meta.label: sorted(map(repr, model._base_manager.values_list())) for model in models}


def shape(rows: dict[str, list[str]]) -> dict[str, int]:
    """Return how many rows each table has."""
    return {label: len(found) for label, found in rows.items()}


class Failing:
    """Lets the n-th statement fail, and with ``lasting`` all after it, as if the database had gone away."""

    def __init__(self, nth: int, *, lasting: bool = False) -> None:
        self.nth, self.lasting, self.count = nth, lasting, 0

    @property
    def has_failed(self) -> bool:
        """Return whether the n-th statement was reached."""
        return self.count >= self.nth

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(UNCOUNTED):  # the test's own transaction lives on
            return execute(sql, params, many, context)
        self.count += 1
        if self.count == self.nth or (self.lasting and self.has_failed):
            raise OperationalError("the database is gone")
        return execute(sql, params, many, context)
