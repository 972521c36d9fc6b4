"""The members of a unit counted a second time: person by person, along the units' own parents."""

from dataclasses import dataclass
from datetime import date

from tongxin.core import clock
from tongxin.organisation.models import Membership, Unit
from tongxin.organisation.rules.sexes import FEMALE

YOUNG = 35
COLUMNS = "person_id", "unit_id", "from_on", "to_on", "person__sex", "person__born_on"


@dataclass(frozen=True)
class Counted:
    """The people who were counted one by one, and those of them who are women, and at most 35."""

    people: list[int]
    women: list[int]
    young: list[int]


def counted_again(unit: Unit) -> Counted:
    """Return who belongs to a unit and all below it today. Two queries, over all people of its line.

    Neither the table of paths nor the counting of the database is used: from unit to unit it goes by the parent that
    each names, and each dated membership, sex and birthday is looked at by itself.
    """
    today = clock.today()
    within = _below(unit, today)
    rows = Membership.objects.filter(line=unit.line).values_list(*COLUMNS)
    details = {
        person: (sex, born_on)
        for person, place, from_on, to_on, sex, born_on in rows.iterator()
        if place in within and from_on <= today < to_on
    }
    return Counted(
        sorted(details),
        [pk for pk, (sex, _born_on) in details.items() if sex == FEMALE],
        [pk for pk, (_sex, born_on) in details.items() if born_on is not None and age_on(born_on, today) <= YOUNG],
    )


def age_on(born: date, day: date) -> int:
    """Return how many birthdays somebody has had on a day. Who was born on 29 February has his on 1 March otherwise."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _below(unit: Unit, today: date) -> set[int]:
    units = Unit.objects.filter(line=unit.line, founded_on__lte=today, dissolved_on__gt=today)
    children: dict[int | None, list[int]] = {}
    for pk, parent in units.values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(pk)
    found, waiting = set[int](), [unit.pk]
    while waiting:
        here = waiting.pop()
        found.add(here)
        waiting += children.get(here, [])
    return found
