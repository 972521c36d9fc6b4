"""The worker's part of an import from the pages: check a sheet, bring it in, take a run back."""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.db import writing
from tongxin.core.errors import TongxinError
from tongxin.core.outages import is_outage
from tongxin.core.policy import Actor
from tongxin.organisation.importing.people import import_people
from tongxin.organisation.importing.people_batches import PEOPLE
from tongxin.organisation.importing.previewing import Preview
from tongxin.organisation.importing.sorting import Batch
from tongxin.organisation.importing.undoing import undo_import
from tongxin.organisation.importing.units import import_units
from tongxin.organisation.importing.watching import Watcher
from tongxin.organisation.models import ImportOrder, ImportRun, Person
from tongxin.organisation.models.import_order import APPLIED, APPLY, CHECK, CHECKED, FAILED, UNDO, UNDONE, WORKING
from tongxin.organisation.reads.actors import actor_of_user
from tongxin.organisation.reads.tree import descendant_ids
from tongxin.organisation.rights.holdings import present
from tongxin.organisation.rules.import_notes import sayable
from tongxin.organisation.rules.unit_plan import Line, Plan
from tongxin.sheets.public import Outcome, Refusal

log = logging.getLogger(__name__)
MOST_TRIES = {CHECK: 2, APPLY: 1, UNDO: 2}
MOST_NAMED = 5000
AFTER = {CHECK: CHECKED, APPLY: APPLIED, UNDO: UNDONE}


class Progress(Watcher):
    """Writes down which run an order opened, and how far it is."""

    def __init__(self, order: ImportOrder) -> None:
        self.order = order

    def began(self, run: ImportRun | None) -> None:
        """Tie the run to the order."""
        self._note(run=run)

    def sorted(self, batch: Batch, rows: int) -> None:  # noqa: ARG002 - a watcher takes it
        """Say how many rows are done."""
        self._note(done=rows)

    def planned(self, plan: Plan, known: Line, rows: int) -> None:
        """The file was read; how far the writing is, a file of units does not say."""

    def _note(self, **values: Any) -> None:
        with writing():
            ImportOrder.objects.filter(pk=self.order.pk).update(**values)


def advance_imports() -> int:
    """Throw away what is too old, and carry out the oldest order. Returns how many were carried out."""
    with writing():
        ImportOrder.objects.filter(until__lte=clock.now()).delete()
    waiting = ImportOrder.objects.filter(state__in=WORKING).select_related("by", "complete").order_by("pk")
    order = waiting.first()
    if order is None:
        return 0
    with translation.override(order.language):
        _carry_out(order)
    return 1


def _carry_out(order: ImportOrder) -> None:
    if order.tries >= MOST_TRIES[order.state]:
        _fail(order, _("The work was broken off. What was done by then stands in the list of runs."))
        return
    order.tries += 1
    _save(order, "tries")
    try:
        _work(order, actor_of_user(order.by))
    except TongxinError as error:
        _fail(order, str(error.message))
    except Exception as problem:
        if is_outage(problem):
            raise
        # Neither message nor traceback: they may hold what stands in a row.
        log.error("The import order %s broke off: %s", order.pk, type(problem).__name__)
        _fail(order, _("Something went wrong, and it was written down. Ask whoever looks after the system."))


def _work(order: ImportOrder, actor: Actor) -> None:
    if order.state == UNDO:
        order.done = undo_import(actor=actor, run_id=order.run_id or 0)
    else:
        preview = Preview()
        with _file_of(order) as path:
            watch: Watcher = preview if order.state == CHECK else Progress(order)
            outcome = _bring_in(order, actor, path, watch)
        differences = preview.differences() if order.state == CHECK else {}
        _keep(order, outcome, differences)
    order.state = AFTER[order.state]
    if order.state != CHECKED:
        order.sheet = None
    _save(order, "state", "sheet", "outcome", "result", "done")


def _bring_in(order: ImportOrder, actor: Actor, path: Path, watch: Watcher) -> Outcome:
    dry, today = order.state == CHECK, clock.today()
    if order.what == PEOPLE:
        code = order.complete.code if order.complete else None
        return import_people(actor=actor, path=path, dry_run=dry, complete_unit=code, today=today, watch=watch)
    return import_units(actor=actor, path=path, line=order.line, dry_run=dry, today=today, watch=watch)


def _keep(order: ImportOrder, outcome: Outcome, differences: dict[str, Any]) -> None:
    counts = outcome.as_json() | {"rejected": len(outcome.rejected), "warnings": len(outcome.warnings)}
    if order.complete is not None and order.state == CHECK:
        working = Person.objects.filter(present(), home_id__in=descendant_ids(order.complete.pk))
        counts["present"] = working.count()
    order.outcome = counts
    named = {name: _lines(order, getattr(outcome, name)) for name in ("rejected", "warnings")}
    order.result = json.dumps(named | {"differences": differences}, ensure_ascii=False)


def _lines(order: ImportOrder, refusals: Sequence[Refusal]) -> list[dict[str, Any]]:
    """Return refused or doubtful rows as values; of rosters without whatever may be a number of a person."""
    lines = [asdict(refusal) for refusal in refusals[:MOST_NAMED]]
    return [line | {"value": sayable(line["value"]) if order.what == PEOPLE else line["value"]} for line in lines]


@contextmanager
def _file_of(order: ImportOrder) -> Iterator[Path]:
    """Lay the file where only this process may read it, for as long as it is read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / (Path(order.file_name).name or "sheet")
        path.write_bytes(order.take_up())
        yield path


def _fail(order: ImportOrder, trouble: str) -> None:
    order.state, order.trouble, order.sheet = FAILED, trouble[:400], None
    _save(order, "state", "trouble", "sheet")


def _save(order: ImportOrder, *columns: str) -> None:
    with writing():
        order.save(update_fields=columns)
