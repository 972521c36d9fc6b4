"""Runs of imports: one row a file, and for every row that a run changed what it was before."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.models import Model

from tongxin.core import clock
from tongxin.core.policy import Actor
from tongxin.organisation.models import ImportRun, RunChange
from tongxin.sheets.public import Outcome

NAME_LENGTH = 200


def open_run(actor: Actor, what: str, path: Path) -> ImportRun:
    """Begin a run: ``what`` is units or people."""
    return ImportRun.objects.create(what=what, file_name=path.name[:NAME_LENGTH], by=actor.label)


def close_run(run: ImportRun, outcome: Outcome) -> None:
    """Say that a run is through, and how many rows it counted; which rows were refused stays with the file's owner."""
    counts = outcome.as_json()
    run.outcome = counts | {"rejected": len(outcome.rejected), "warnings": len(outcome.warnings)}
    run.finished_at = clock.now()
    run.save(update_fields=["outcome", "finished_at"])


def made(run: ImportRun, rows: Iterable[Model]) -> list[RunChange]:
    """Return the notes on rows that a run made, to be stored with them."""
    return [RunChange(run=run, model=row._meta.model_name or "", row_id=row.pk) for row in rows]


def changed(run: ImportRun, row: Model, before: dict[str, Any]) -> RunChange:
    """Return the note on a row that a run changes: the columns that it changes, as they lie in the database."""
    return RunChange(run=run, model=row._meta.model_name or "", row_id=row.pk, before=before)


def import_runs() -> list[ImportRun]:
    """Return all runs, the newest first."""
    return list(ImportRun.objects.order_by("-pk"))
