"""What casework does when the journal grows: counts facts by unit and day, and tells people that it is their turn."""

from collections import Counter
from datetime import date

from django.db.models import F

from tongxin.casework.facts import (
    CaseAccepted,
    CaseAnswered,
    CaseClosed,
    CaseHandedOn,
    CaseRaised,
    CaseRated,
    CaseReopened,
)
from tongxin.casework.models import Case, Tally
from tongxin.casework.reads.routing import handlers_of
from tongxin.casework.writes.notices import tell_handler, tell_officers, tell_raiser
from tongxin.journal.public import Follower, Read, follow

COUNTED = (CaseRaised, CaseAccepted, CaseAnswered, CaseRated, CaseReopened, CaseClosed)
TOLD = (CaseRaised, CaseAccepted, CaseHandedOn, CaseAnswered, CaseReopened)


def count(entries: list[Read]) -> None:
    """Add facts to the tallies. A reversal counts backwards."""
    cells: Counter[tuple[int, date, str, str]] = Counter()
    for entry in entries:
        if entry.unit_id is not None and entry.day is not None:
            cells[entry.unit_id, entry.day, entry.kind, entry.data.get("category", "")] += entry.sign
    for (unit_id, day, kind, category), number in cells.items():
        cell, _fresh = Tally.objects.get_or_create(unit_id=unit_id, day=day, kind=kind, category=category)
        Tally.objects.filter(pk=cell.pk).update(count=F("count") + number)


def forget() -> None:
    """Empty the tallies, to be counted again."""
    Tally.objects.all().delete()


def tell(entries: list[Read]) -> None:
    """Tell whoever has the next turn."""
    ids = [int(entry.object.partition(":")[2]) for entry in entries]
    cases = Case.objects.select_related("unit").in_bulk(ids)
    for entry, case_id in zip(entries, ids, strict=True):
        case = cases.get(case_id)
        if case is not None and not case.imported:
            _tell(entry, case)


def _tell(entry: Read, case: Case) -> None:
    key = str(entry.number)
    if entry.kind in (CaseRaised.kind, CaseHandedOn.kind):
        tell_officers(case, "casework.new", [person.pk for person in handlers_of(case)], key=key)
    if entry.kind == CaseReopened.kind:
        tell_handler(case, "casework.again", key=key)
    words = {
        CaseAccepted.kind: "casework.accepted",
        CaseHandedOn.kind: "casework.handed_on",
        CaseAnswered.kind: "casework.answered",
    }
    if entry.kind in words:
        tell_raiser(case, words[entry.kind], key=key)


def register() -> None:
    """Let both followers follow."""
    follow(Follower("casework.tally", frozenset(fact.kind for fact in COUNTED), count, forget))
    follow(Follower("casework.notices", frozenset(fact.kind for fact in TOLD), tell))
