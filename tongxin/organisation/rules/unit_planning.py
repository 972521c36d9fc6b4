"""Decides what a file of units changes, row by row, before anything is written. Every row is counted exactly once."""

from collections.abc import Iterable, Iterator, Mapping

from tongxin.organisation.rules.tree import Kind, may_stand_below
from tongxin.organisation.rules.unit_forest import Forest
from tongxin.organisation.rules.unit_parents import Named, Names
from tongxin.organisation.rules.unit_plan import TOP, Change, Fault, Known, Line, Note, Plan
from tongxin.organisation.rules.unit_rows import CODE_LENGTH, NAME_LENGTH, TYPE_LENGTH, UnitRow, with_codes
from tongxin.organisation.rules.unit_types import guess_type, type_named


def plan_units(rows: Iterable[UnitRow], line: Line) -> Plan:
    """Return what the rows, in any order, change in a line."""
    planner = _Planner(line)
    planner.take(list(rows))
    planner.find_parents()
    planner.check_changes()
    planner.drop_rootless()
    planner.decide()
    planner.plan.rejected.sort(key=lambda note: note.row.place)
    return planner.plan


class _Planner:
    """Holds the rows that are still good (``rows``), each with the code of its parent (``parents``)."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.plan = Plan()
        self.rows: dict[str, UnitRow] = {}
        self.parents: dict[str, str] = {}
        self.refused: dict[str, UnitRow] = {}
        self.order: list[tuple[str, int, bool]] = []

    def take(self, rows: list[UnitRow]) -> None:
        """Keep the first good row of each code; tell repetitions from contradictions."""
        names = Names(_existing(self.line.known))
        for row in with_codes(rows, names.only_one):
            fault = self._fault_of(row)
            first = self.rows.get(row.code)
            if fault:
                self.reject(row, fault)
            elif first is None:
                self.rows[row.code] = row
            elif first.content == row.content:
                self.plan.duplicates += 1
            else:
                self.plan.rejected.append(Note(row, Fault.OTHER_CONTENT, {"first": first.place.number}))

    def find_parents(self) -> None:
        """Find the parent of each row by code, else by the names above it."""
        file = (Named(row.code, row.name, row.parent_code, row.above) for row in self.rows.values())
        names = Names([*file, *_existing(self.line.known)])
        for code, row in list(self.rows.items()):
            meant = [row.parent_code] if row.parent_code else names.meant(row.above) if row.above else [TOP]
            fault = self._fault_of_parent(meant)
            if fault:
                wanted = row.parent_code or "/".join(row.above)
                self.reject(row, fault, parent=wanted, count=len(meant))
            else:
                self.parents[code] = meant[0]

    def check_changes(self) -> None:
        """Refuse changes of units that a later day already decides, and of units out of the actor's reach."""
        for code, row in list(self.rows.items()):
            unit, parent = self.line.known.get(code), self.parents[code]
            if unit and self._is_same(row, unit, parent):
                continue
            if unit and unit.fixed:
                self.reject(row, Fault.LATER_CHANGE)
            elif not self._in_reach(unit, parent):
                self.reject(row, Fault.OUT_OF_REACH)

    def drop_rootless(self) -> None:
        """Refuse rows that no chain of parents joins to the top: cycles, and what hangs on a refused row."""
        standing = {code: unit.parent for code, unit in self.line.known.items() if not unit.dissolved}
        forest = Forest(standing, {code: self.parents[code] for code in self.rows})
        while True:
            for code in forest.take_out_orphans():
                parent = self.refused.get(self.parents[code])
                self.reject(self.rows[code], Fault.PARENT_REFUSED, parent=self.parents[code], place=_number(parent))
            circle = forest.take_out_circles()
            if not circle:
                break
            for code in circle:
                above = self.rows.get(self.parents[code])
                self.reject(self.rows[code], Fault.CYCLE, parent=above.name if above else self.parents[code])
        self.order = forest.levels()

    def decide(self) -> None:
        """Sort the good rows into new, changed, moved and unchanged, parents first, and warn of unusual types."""
        types: dict[str, str] = {}
        unusual: dict[tuple[str, str], tuple[UnitRow, int]] = {}
        for code, level, leaf in self.order:
            unit, row = self.line.known.get(code), self.rows.get(code)
            if row is None:
                types[code] = unit.type if unit else ""
                continue
            types[code] = self._type_of(row, unit, level, leaf)
            parent = self.parents[code]
            self._sort_in(Change(row, types[code], parent, level), unit)
            pair = (types[code], types.get(parent, ""))
            if parent != TOP and not may_stand_below(self._kind(pair[0]), self._kind(pair[1])):
                first, count = unusual.get(pair, (row, 0))
                unusual[pair] = (first, count + 1)
        for (type, above), (row, count) in unusual.items():
            self.plan.warnings.append(Note(row, Fault.TYPE_NOT_USUAL, {"type": type, "above": above, "count": count}))

    def reject(self, row: UnitRow, fault: Fault, **data: object) -> None:
        """Refuse a row for good."""
        self.plan.rejected.append(Note(row, fault, data))
        self.refused.setdefault(row.code, row)
        if self.rows.get(row.code) is row:
            del self.rows[row.code]

    def _fault_of(self, row: UnitRow) -> Fault | None:
        if not row.name:
            return Fault.NO_NAME
        if not row.code:
            return Fault.NO_CODE
        if len(row.code) > CODE_LENGTH or len(row.name) > NAME_LENGTH or len(row.type) > TYPE_LENGTH:
            return Fault.TOO_LONG
        known = self.line.known.get(row.code)
        return Fault.DISSOLVED if known and known.dissolved else None

    def _fault_of_parent(self, meant: list[str]) -> Fault | None:
        if len(meant) > 1:
            return Fault.PARENT_AMBIGUOUS
        code = meant[0] if meant else None
        if code is None:
            return Fault.PARENT_UNKNOWN
        if code == TOP or code in self.rows or code in self.refused:
            return None
        known = self.line.known.get(code)
        if known is None:
            return Fault.PARENT_UNKNOWN
        return Fault.PARENT_DISSOLVED if known.dissolved else None

    def _is_same(self, row: UnitRow, unit: Known, parent: str) -> bool:
        same_type = not row.type or self._type_code(row.type) == unit.type
        return same_type and (row.name, parent) == (unit.name, unit.parent)

    def _in_reach(self, unit: Known | None, parent: str) -> bool:
        if unit and not unit.open:
            return False
        if unit and unit.parent == parent:
            return True
        above = self.line.known.get(parent)
        return self.line.top_open if parent == TOP else above is None or above.open

    def _type_of(self, row: UnitRow, unit: Known | None, level: int, leaf: bool) -> str:
        if not row.type:
            return unit.type if unit else guess_type(self.line.hints, row.name, level, leaf=leaf)
        code = self._type_code(row.type)
        if code not in self.line.kinds and code not in self.plan.new_types:
            self.plan.new_types.append(code)
            self.plan.warnings.append(Note(row, Fault.NEW_TYPE, {"type": code}))
        return code

    def _type_code(self, text: str) -> str:
        return type_named(self.line.hints, text) or "".join(text.split())

    def _kind(self, code: str) -> Kind:
        return self.line.kinds.get(code, Kind(code))

    def _sort_in(self, change: Change, unit: Known | None) -> None:
        if unit is None:
            self.plan.new.append(change)
        elif change.parent != unit.parent:
            self.plan.moved.append(change)
        elif (change.row.name, change.type) != (unit.name, unit.type):
            self.plan.changed.append(change)
        else:
            self.plan.unchanged += 1


def _existing(known: Mapping[str, Known]) -> Iterator[Named]:
    return (Named(code, unit.name, unit.parent) for code, unit in known.items() if not unit.dissolved)


def _number(row: UnitRow | None) -> int:
    return row.place.number if row else 0
