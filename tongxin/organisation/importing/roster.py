"""Tells who a row of a roster is, and what it changes: against the rows before it, and against the organisation."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from tongxin.core import clock
from tongxin.organisation.importing.people_rows import RosterRow
from tongxin.organisation.models import Person
from tongxin.organisation.models.person import KINDS

COLUMNS = ("staff_no", "name", "kind", "sex", "born_on", "home_id", "national_id_index", "phone_index")


@dataclass(slots=True)
class Known:
    """Somebody as the organisation and the rows so far have him. ``person_id`` is None while he is only in the file."""

    person_id: int | None
    staff_no: str
    name: str
    kind: str
    sex: str
    born_on: date | None
    home_id: int | None
    id_index: str
    phone_index: str
    here: bool = True
    seen: bool = False

    def take(self, row: RosterRow) -> list[str]:
        """Let a row say what it says, and return what changed by it: a blank cell changes nothing."""
        changed = []
        for name in ("staff_no", "name", "kind", "sex", "born_on", "home_id", "id_index", "phone_index"):
            value = getattr(row, name)
            if value and value != getattr(self, name):
                setattr(self, name, value)
                changed.append(name)
        if not self.here:
            changed.append("here")
        self.here, self.seen = True, True
        return changed


class Claim(NamedTuple):
    """Who a number belongs to, as an earlier row of the file says. ``known`` is None when that row was refused."""

    name: str
    staff_no: str
    id_index: str
    known: Known | None

    def fits(self, row: RosterRow) -> bool:
        """Return whether a row speaks of the same person."""
        same_number = not (self.staff_no and row.staff_no) or self.staff_no == row.staff_no
        if self.id_index and row.id_index:
            return self.id_index == row.id_index and same_number
        return self.name == row.name and same_number


class Roster:
    """Everybody whom the file named so far, and those of the organisation whom the present batch may mean."""

    def __init__(self) -> None:
        self.by_staff: dict[str, Claim] = {}
        self.by_id: dict[str, Claim] = {}
        self.by_person: dict[int, Known] = {}
        self.named: list[Known] = []
        self.bare: defaultdict[tuple[str, int | None], list[Known]] = defaultdict(list)
        self.stored_staff: dict[str, Known] = {}
        self.stored_id: dict[str, Known] = {}
        self.stored_bare: defaultdict[tuple[str, int | None], list[Known]] = defaultdict(list)
        self.stored_phone: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)

    def load(self, rows: Sequence[RosterRow]) -> None:
        """Read whom the rows of a batch may mean. At most four queries."""
        for stored in (self.stored_staff, self.stored_id, self.stored_bare, self.stored_phone):
            stored.clear()
        numberless = [row for row in rows if not row.staff_no]
        self._load(Person.objects.filter(staff_no__in={row.staff_no for row in rows if row.staff_no}))
        self._load(Person.objects.filter(national_id_index__in={row.id_index for row in rows if row.id_index}))
        if numberless:
            names = {row.name for row in numberless}
            phones = {row.phone_index for row in numberless if row.phone_index}
            homes = {row.home_id for row in numberless}
            self._load(Person.objects.filter(Q(phone_index__in=phones) | Q(home_id__in=homes), name__in=names))

    def _load(self, people: QuerySet[Person]) -> None:
        today = clock.today()
        for pk, left_on, *values in people.values_list("pk", "left_on", *COLUMNS):
            known = self.by_person.get(pk)
            if known is None:
                known = _known(pk, values, here=left_on is None or left_on > today)
                self.by_person[pk] = known
            self.stored_staff[known.staff_no] = known
            if known.id_index:
                self.stored_id[known.id_index] = known
            self.stored_bare[known.name, known.home_id].append(known)
            self.stored_phone[known.name, known.phone_index].append(known)

    def conflict(self, row: RosterRow) -> str:
        """Return the column whose number an earlier row gives to somebody else, or empty."""
        staff, number = self.by_staff.get(row.staff_no), self.by_id.get(row.id_index)
        if staff is not None and not staff.fits(row):
            return "staff_no"
        return "national_id" if number is not None and not number.fits(row) else ""

    def claim(self, row: RosterRow, known: Known | None) -> None:
        """Remember to whom this row gives its numbers."""
        staff_no, id_index = (known.staff_no, known.id_index) if known else (row.staff_no, row.id_index)
        claim = Claim(row.name, staff_no, id_index, known)
        if row.staff_no:
            self.by_staff[row.staff_no] = claim
        if row.id_index:
            self.by_id[row.id_index] = claim

    def find(self, row: RosterRow) -> tuple[Known | None, str]:
        """Return who the row means, or None for somebody new; and why it cannot be told, as the code of a reason."""
        staff = self._claimed(self.by_staff.get(row.staff_no)) or self.stored_staff.get(row.staff_no)
        number = self._claimed(self.by_id.get(row.id_index)) or self.stored_id.get(row.id_index)
        if staff and number and staff is not number:
            return None, "two_people"
        if staff and not number and _is_somebody_else(staff, row):
            return None, "somebody_else"
        found = staff or number
        if found or row.staff_no:
            return found, ""
        return self._by_name(row)

    def _claimed(self, claim: Claim | None) -> Known | None:
        return claim.known if claim else None

    def _by_name(self, row: RosterRow) -> tuple[Known | None, str]:
        """Find somebody whose row has no staff number and whose identity number, if any, nobody has yet."""
        for known in self.named:
            self.bare[known.name, known.home_id].append(known)
        self.named.clear()
        phone = [known for known in self.stored_phone.get((row.name, row.phone_index), []) if row.phone_index]
        place = row.name, row.home_id
        for fitting in (phone, [*self.bare.get(place, []), *self.stored_bare.get(place, [])]):
            alike = {id(known): known for known in fitting if _may_be(known, row)}
            if len(alike) == 1:
                return next(iter(alike.values())), ""
            if alike:
                return None, "several_people"
        return None, ""

    def add(self, row: RosterRow, staff_no: str) -> Known:
        """Take somebody new."""
        known = _known(
            None,
            (
                staff_no,
                row.name,
                row.kind or KINDS[0],
                row.sex,
                row.born_on,
                row.home_id,
                row.id_index,
                row.phone_index,
            ),
        )
        known.seen = True
        return known

    def remember(self, known: Known) -> None:
        """Let later rows without a number find somebody by his name: sorted by name only when such a row comes."""
        self.named.append(known)


def _known(pk: int | None, values: Sequence[Any], *, here: bool = True) -> Known:
    staff_no, name, kind, sex, born_on, home_id, id_index, phone_index = values
    return Known(pk, staff_no, name, kind, sex, born_on, home_id, id_index or "", phone_index, here)


def _is_somebody_else(known: Known, row: RosterRow) -> bool:
    return bool(known.id_index and row.id_index and known.id_index != row.id_index and known.name != row.name)


def _may_be(known: Known, row: RosterRow) -> bool:
    """Return whether nothing that both say speaks against it."""
    said = ("id_index", "phone_index", "born_on", "sex")
    return all(
        not (getattr(known, name) and getattr(row, name)) or getattr(known, name) == getattr(row, name) for name in said
    )
