"""Sorts the rows of a roster: new, changed, moved, unchanged, duplicate or refused, each counted once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max

from tongxin.organisation.importing.homes import Homes
from tongxin.organisation.importing.people_rows import RosterRow, doubt, refuse
from tongxin.organisation.importing.roster import Known, Roster
from tongxin.organisation.models import Person
from tongxin.sheets.public import Outcome

GIVEN = "T-"
GIVEN_DIGITS = 8


@dataclass(slots=True)
class Change:
    """What a batch does to one person: the columns in ``changed`` become what the rows say. Empty = a new person."""

    known: Known
    rows: list[RosterRow]
    changed: set[str] = field(default_factory=set)
    from_id: int | None = None


@dataclass(slots=True)
class Batch:
    """What the rows of one batch do, one change a person, in the order of the file."""

    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)


class Sorter:
    """Goes through a file batch by batch; remembers what the rows so far said."""

    def __init__(self, homes: Homes, outcome: Outcome) -> None:
        self.homes = homes
        self.outcome = outcome
        self.roster = Roster()
        self.numbers = _given_numbers()
        self.refused: list[RosterRow] = []
        self.open: dict[int, Change] = {}

    def sort(self, rows: Iterable[RosterRow]) -> Batch:
        """Return what the rows do, and count each of them in the outcome."""
        rows = list(rows)
        for row in rows:
            self._place(row)
        self.roster.load(rows)
        batch, self.open = Batch(), {}
        for row in rows:
            self.outcome.rows += 1
            if not self._refuses(row):
                self._take(row, batch)
            self._report(row)
        return batch

    def settle(self, batch: Batch) -> None:
        """Say that a batch was written: its new people can be found by their ids."""
        for change in batch.new:
            if change.known.person_id is not None:
                self.roster.by_person[change.known.person_id] = change.known

    def _place(self, row: RosterRow) -> None:
        if not (row.unit or row.unit_code):
            return
        row.home_id, fault, question = self.homes.find(row.unit_code, row.unit)
        column, value = ("unit_code", row.unit_code) if row.unit_code else ("unit", row.unit)
        if row.home_id and not self.homes.reached(row.home_id):
            fault = "out_of_reach"
        if fault:
            refuse(row, column, value, fault)
        elif question:
            doubt(row, column, value, question)

    def _refuses(self, row: RosterRow) -> bool:
        """Return whether the row is refused. A row refused for other reasons still gives its numbers to its person."""
        column = self.roster.conflict(row)
        if column and row.refused is None:
            refuse(row, column, getattr(row, column), f"{column}_taken")
        elif row.refused is not None and row.name and not column:
            self.roster.claim(row, None)
        return row.refused is not None

    def _take(self, row: RosterRow, batch: Batch) -> None:
        known, trouble = self.roster.find(row)
        if trouble == "several_people":
            doubt(row, "name", row.name, trouble)
            self.outcome.unchanged += 1
        elif trouble:
            refuse(row, "staff_no", row.staff_no, trouble)
        elif known is None:
            self._add(row, batch)
        elif not self.homes.reached(known.home_id):
            refuse(row, "name", row.name, "out_of_reach")
        else:
            self._change(row, known, batch)

    def _add(self, row: RosterRow, batch: Batch) -> None:
        if not self.homes.reached(row.home_id):
            refuse(row, "unit", "", "out_of_reach")
            return
        if row.home_id is None:
            doubt(row, "unit", "", "no_unit")
        known = self.roster.add(row, row.staff_no or self._next_number())
        self.roster.claim(row, known)
        self.roster.remember(known)
        self.open[id(known)] = Change(known, [row])
        batch.new.append(self.open[id(known)])
        self.outcome.new += 1

    def _change(self, row: RosterRow, known: Known, batch: Batch) -> None:
        again, from_id = known.seen, known.home_id
        changed = known.take(row)
        self.roster.claim(row, known)
        self.roster.remember(known)
        if not changed:
            self.outcome.duplicates += again
            self.outcome.unchanged += not again
            return
        if again:
            doubt(row, "name", row.name, "twice")
        moved = "home_id" in changed
        self.outcome.moved += moved
        self.outcome.changed += not moved
        self._gather(row, known, changed, from_id, batch)

    def _gather(self, row: RosterRow, known: Known, changed: list[str], from_id: int | None, batch: Batch) -> None:
        """Join what several rows of one batch say of a person into one change."""
        change = self.open.get(id(known))
        if change is None:
            change = self.open[id(known)] = Change(known, [], from_id=from_id)
            batch.changed.append(change)
        change.rows.append(row)
        change.changed.update(changed)

    def _report(self, row: RosterRow) -> None:
        if row.refused is not None:
            self.outcome.rejected.append(row.refused)
            self.refused.append(row)
        else:
            self.outcome.warnings.extend(row.doubts)

    def _next_number(self) -> str:
        self.numbers += 1
        return f"{GIVEN}{self.numbers:0{GIVEN_DIGITS}}"


def _given_numbers() -> int:
    """Return the last number that was given to somebody whose roster had none."""
    given = Person.objects.filter(staff_no__regex=rf"^{GIVEN}\d{{{GIVEN_DIGITS}}}$")
    last = given.aggregate(last=Max("staff_no"))["last"]
    return int(last.removeprefix(GIVEN)) if last else 0
