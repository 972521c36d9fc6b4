"""Importing a roster: each row named as what it is, written in batches of one run, undone by run."""

import time
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.core.acts import with_key
from tongxin.core.db import after_bulk
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor, require
from tongxin.organisation.importing.homes import Homes
from tongxin.organisation.importing.leaving import let_leave, missing_people
from tongxin.organisation.importing.people_batches import close_people_run, open_people_run, write_batch
from tongxin.organisation.importing.people_rows import RosterRow, rows_of, tables_of
from tongxin.organisation.importing.sorting import Batch, Sorter
from tongxin.organisation.importing.watching import UNWATCHED, Watcher
from tongxin.organisation.models import ImportRun, Membership, Person, Unit
from tongxin.organisation.reads.units import find_unit
from tongxin.organisation.rights import IMPORT, reach, reaches
from tongxin.organisation.writes.people import ADMINISTRATIVE
from tongxin.sheets.public import Outcome, read

BATCH = 300
LEAVING = 200


def import_people(
    *,
    actor: Actor,
    path: Path,
    dry_run: bool = False,
    complete_unit: str | None = None,
    today: date,
    watch: Watcher = UNWATCHED,
) -> Outcome:
    """Bring in the people of all rosters of a file from today on: new ones come, others change and move.

    A person is found by staff number, else by identity number, else by name with phone or place. With ``complete_unit``
    (a code) the file holds everybody of that unit and below it: who is missing leaves today. A dry run writes nothing.
    ``watch`` is told what is done, batch by batch.

    Records PeopleImported for each batch, Transferred and PersonLeft for each who moves or leaves. Raises
    ForbiddenError, UnreadableError and BadInputError.
    """
    began = time.monotonic()
    require(not reach(actor, IMPORT).nowhere)
    whole = _complete_unit(actor, complete_unit) if complete_unit else None
    outcome = Outcome()
    with with_key(""):  # each batch is an act of its own
        rows = chain.from_iterable(rows_of(table) for table in tables_of(read(path)))
        run = None if dry_run else open_people_run(actor=actor, path=path)
        watch.began(run)
        sorter = Sorter(Homes(actor, today), outcome)
        for batch in _batches(rows):
            watch.sorted(_bring_in(actor, sorter, batch, run, today), outcome.rows)
        if whole is not None:
            watch.left(_leave(actor, sorter, whole, run, today))
        outcome.seconds = time.monotonic() - began
        if run is not None:
            close_people_run(actor=actor, run=run, outcome=outcome)
            after_bulk(Person, Membership)
    return outcome


def _bring_in(actor: Actor, sorter: Sorter, rows: list[RosterRow], run: ImportRun | None, today: date) -> Batch:
    batch = sorter.sort(rows)
    if run is not None:
        doubtful = write_batch(actor=actor, run=run, batch=batch, today=today)
        sorter.outcome.warnings.extend(row.doubts[-1] for row in doubtful)
        sorter.settle(batch)
    return batch


def _leave(actor: Actor, sorter: Sorter, whole: Unit, run: ImportRun | None, today: date) -> list[int]:
    gone = missing_people(actor, sorter, whole, today)
    sorter.outcome.left = len(gone)
    if run is not None:
        for start in range(0, len(gone), LEAVING):
            let_leave(actor=actor, run=run, person_ids=gone[start : start + LEAVING], today=today)
    return gone


def _complete_unit(actor: Actor, code: str) -> Unit:
    unit = find_unit(ADMINISTRATIVE, code)
    if unit is None:
        raise BadInputError(_("There is no unit with the code %(code)s.") % {"code": code}, field="complete_unit")
    require(reaches(actor, IMPORT, unit.pk))
    return unit


def _batches(rows: Iterable[RosterRow]) -> Iterator[list[RosterRow]]:
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        yield batch
