"""The burden counted again: from the entries of the journal, day by day, and not from the table that pages read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tongxin.inbox.facts import BurdenMeasured
from tongxin.inbox.models.burden import PEOPLE
from tongxin.inbox.reads.burden import GroupLine, days_shown, line_of
from tongxin.journal.public import facts_about

NOTICE = "notice"
SIDES = ("role", "unit_type")


@dataclass(frozen=True)
class DayCount:
    """What the journal says of one group, or of one kind of notice, on one day."""

    day: date
    people: int
    counts: Mapping[str, int]


def days_of_group(of: str) -> tuple[list[DayCount], int]:
    """Return the days on which a group was counted, and how many days were counted at all. One query."""
    side, _colon, code = of.partition(":")
    days, found = _measured(), []
    for day, cells in days.items():
        mine = [cell for cell in cells if side in SIDES and cell[side] == code]
        if mine:
            found.append(DayCount(day, sum(cell["people"] for cell in mine), _told(mine)))
    return found, len(days)


def days_of_kind(kind: str) -> list[DayCount]:
    """Return the days on which people were told in one way, everybody together. One query."""
    found = [
        DayCount(day, sum(cell["people"] for cell in cells), {NOTICE: _of_kind(cells, kind)})
        for day, cells in _measured().items()
    ]
    return [one for one in found if one.counts[NOTICE]]


def again(of: str, days: list[DayCount], n_days: int) -> GroupLine:
    """Return the line of a group as its days give it."""
    sums: Counter[str] = Counter()
    for one in days:
        sums.update({PEOPLE: one.people, **one.counts})
    return line_of(of, "", sums, n_days)


def _measured() -> dict[date, list[dict[str, Any]]]:
    since, until = days_shown()
    entries = facts_about(["inbox.burden"], [BurdenMeasured.kind])
    told = {date.fromisoformat(entry.data["of"]): entry.data["cells"] for entry in entries}
    return {day: cells for day, cells in told.items() if since <= day <= until}


def _told(cells: list[dict[str, Any]]) -> Mapping[str, int]:
    sums: Counter[str] = Counter()
    for cell in cells:
        for name, count in cell["told"].items():
            sums[name.partition(":")[0]] += count
    return sums


def _of_kind(cells: list[dict[str, Any]], kind: str) -> int:
    return sum(cell["told"].get(f"{NOTICE}:{kind}", 0) for cell in cells)
