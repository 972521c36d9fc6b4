"""Looks on at a dry run and keeps the first differences of each sort, by name: what was, and what would be.

Of identity numbers and phones it keeps only that they would change.
"""

from collections.abc import Sequence
from typing import Any

from tongxin.organisation.importing.sorting import Batch, Change
from tongxin.organisation.importing.watching import Watcher
from tongxin.organisation.models import Person, Unit
from tongxin.organisation.rules import unit_plan
from tongxin.organisation.rules.unit_plan import Line, Plan

MOST = 50
UNSAID = {"id_index": "national_id", "phone_index": "phone", "here": "back"}
PLAIN = ("name", "staff_no", "kind", "sex", "born_on")
Said = list[tuple[str, str, str]]


class Preview(Watcher):
    """The first 50 differences of each sort; each names who or what, its number, and (column, old, new)."""

    def __init__(self) -> None:
        self.people: dict[str, list[Change]] = {"moved": [], "changed": [], "new": []}
        self.gone: list[int] = []
        self.units: dict[str, list[dict[str, Any]]] = {}

    def sorted(self, batch: Batch, rows: int) -> None:  # noqa: ARG002 - a watcher takes it
        """Keep the first changes of each sort."""
        for change in batch.new:
            self._keep("new", change)
        for change in batch.changed:
            if change.known.person_id is not None:
                self._keep("moved" if change.changed & {"home_id", "here"} else "changed", change)

    def left(self, person_ids: Sequence[int]) -> None:
        """Keep the first who would leave."""
        self.gone = list(person_ids[:MOST])

    def planned(self, plan: Plan, known: Line, rows: int) -> None:  # noqa: ARG002 - a watcher takes it
        """Keep the first changes of units."""
        names = {code: unit.name for code, unit in known.known.items()}
        names |= {change.row.code: change.row.name for change in plan.new}
        for sort in ("moved", "changed", "new"):
            changes = getattr(plan, sort)[:MOST]
            self.units[sort] = [_of_unit(change, known, names) for change in changes]

    def differences(self) -> dict[str, list[dict[str, Any]]]:
        """Return what would be different, those who leave first. Three queries for people."""
        if self.units:
            return self.units
        changes = [change for sort in ("moved", "changed") for change in self.people[sort]]
        stored = Person.objects.in_bulk([pk for change in changes if (pk := change.known.person_id)])
        homes = {change.known.home_id for sort in self.people.values() for change in sort}
        homes |= {person.home_id for person in stored.values()}
        names = dict(Unit.objects.filter(pk__in=[pk for pk in homes if pk]).values_list("pk", "name"))
        gone = Person.objects.filter(pk__in=self.gone).select_related("home").order_by("search", "pk")
        found = {"left": [_line(one.name, one.staff_no, [("home", _home(one), "")]) for one in gone]}
        for sort, kept in self.people.items():
            found[sort] = [_of_person(change, stored, names) for change in kept]
        return found

    def _keep(self, sort: str, change: Change) -> None:
        kept = self.people[sort]
        if len(kept) < MOST and all(one.known is not change.known for one in kept):
            kept.append(change)


def _home(person: Person) -> str:
    return person.home.name if person.home else ""


def _line(name: str, number: str, said: Said) -> dict[str, Any]:
    return {"name": name, "number": number, "said": said}


def _of_person(change: Change, stored: dict[int, Person], names: dict[int, str]) -> dict[str, Any]:
    known = change.known
    home = names.get(known.home_id or 0, "")
    before = stored.get(known.person_id or 0)
    if before is None:
        return _line(known.name, known.staff_no, [("home", "", home)])
    said: Said = [
        (column, _text(getattr(before, column)), _text(getattr(known, column)))
        for column in PLAIN
        if column in change.changed
    ]
    if "home_id" in change.changed:
        said.append(("home", names.get(before.home_id or 0, ""), home))
    said += [(column, "", "") for index, column in UNSAID.items() if index in change.changed]
    return _line(before.name, before.staff_no, said)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _of_unit(change: unit_plan.Change, known: Line, names: dict[str, str]) -> dict[str, Any]:
    row, before = change.row, known.known.get(change.row.code)
    above = names.get(change.parent, "")
    if before is None:
        return _line(row.name, row.code, [("parent", "", above)])
    said: Said = [("name", before.name, row.name)] if before.name != row.name else []
    if before.type != change.type:
        said.append(("type", before.type, change.type))
    if before.parent != change.parent:
        said.append(("parent", names.get(before.parent, ""), above))
    return _line(before.name, row.code, said)
