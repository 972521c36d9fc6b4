"""Counts of cases made twice: as pages make them, and afresh from the journal and the entries of the clocks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from tongxin.casework import facts
from tongxin.casework.models import Case
from tongxin.casework.reads.figures import counted_cases, counts_of_load, load_in_reach, load_of, units_below
from tongxin.casework.reads.queue import COUNT_CAP, cases_in_view, counts_of_views, last_soon
from tongxin.casework.rights import FIGURES, HANDLE, SUPERVISE, uncounted_cases, unworked_cases
from tongxin.casework.rules.replaying import NO_CLOCK, Asking, Standing, Told, Waiting, counts_as, replayed
from tongxin.casework.rules.states import OPEN
from tongxin.clocks.public import Clock, State, terms_of
from tongxin.core import clock
from tongxin.core.policy import Actor
from tongxin.journal.public import Read, facts_about, objects_of
from tongxin.organisation.public import Unit, reach

MOST = 2000
LABEL = "casework.case:"
KINDS = frozenset(
    made.kind
    for made in (
        facts.CaseRaised, facts.CaseAccepted, facts.CaseHandedOn, facts.CaseAnswered, facts.CaseReopened,
        facts.CaseClosed,
    )
)  # fmt: skip
ARRIVALS = frozenset({facts.CaseRaised.kind, facts.CaseHandedOn.kind})
BY_CLOCK = frozenset({"late", "soon", "stopped"})
COUNTING = (State.RUNNING, State.STOPPED)


@dataclass(frozen=True)
class Counting:
    """What is counted: ``shown`` as pages show it, ``cases`` the same as rows, ``units`` None for all of them.

    ``kept_away`` are cases that are no part of it for this reader, whatever they say.
    """

    name: str
    shown: int
    cases: QuerySet[Case]
    units: QuerySet[Any, Any] | None
    kept_away: QuerySet[Case]


@dataclass(frozen=True)
class Twice:
    """The ids that were counted by the records and by the journal; ``standings`` of all cases that were replayed."""

    shown: int
    stored: frozenset[int]
    again: frozenset[int]
    standings: Mapping[int, Standing] = field(default_factory=dict)
    is_sample: bool = False

    def moved_since(self, moment: datetime) -> int:
        """Return how many of the replayed cases have changed after a moment."""
        return sum(standing.at > moment for standing in self.standings.values())


def load_counting(actor: Actor, name: str, unit: Unit | None) -> Counting:
    """Return one count of a load: of a unit and all below it, or of all units in reach. The caller asked for rights."""
    load = load_in_reach(actor) if unit is None else load_of(actor, unit.pk)
    units = _units(actor, FIGURES) if unit is None else units_below(unit.pk)
    cases = counted_cases(actor, units).filter(counts_of_load()[name])
    return Counting(name, getattr(load, name), cases, units, uncounted_cases(actor))


def view_counting(actor: Actor, view: str) -> Counting:
    """Return the count of one view of the actor's queue; the view "open" holds all live cases."""
    shown, name = counts_of_views(actor)[view], "live" if view == "open" else view
    return Counting(name, shown, cases_in_view(actor, view), _units(actor, HANDLE, SUPERVISE), unworked_cases(actor))


def _units(actor: Actor, *rights: str) -> QuerySet[Any, Any] | None:
    found = [reach(actor, right) for right in rights]
    if any(one.everywhere for one in found):
        return None
    within = Q(pk__in=[])
    for one in found:
        within |= Q(pk__in=one.unit_ids())
    return Unit.objects.filter(within).order_by().values("pk")


def counted_twice(actor: Actor, counting: Counting) -> Twice:
    """Count again from the journal: the newest 2,000 cases that came to the units, whatever their records say.

    Where there are more, both ways are compared among those. At most ten queries.
    """
    labels = objects_of(ARRIVALS, units=counting.units, limit=MOST + 1)
    is_sample, labels = len(labels) > MOST, labels[:MOST]
    standings = _here(counting, _replayed(facts_about(labels, KINDS)))
    asking = Asking(actor.label, clock.today(), last_soon())
    opened = [pk for pk, standing in standings.items() if standing.status in OPEN]
    waiting = _waiting(opened) if counting.name in BY_CLOCK else {}
    again = frozenset(
        pk
        for pk, standing in standings.items()
        if counts_as(counting.name, standing, waiting.get(pk, NO_CLOCK), asking)
    )
    rows = counting.cases.filter(pk__in=[_id(label) for label in labels]) if is_sample else counting.cases
    stored = frozenset(rows.order_by().values_list("pk", flat=True)[:COUNT_CAP])
    return Twice(counting.shown, stored, again, standings, is_sample)


def _replayed(entries: Iterable[Read]) -> dict[int, Standing]:
    told: dict[int, list[Told]] = {}
    for entry in entries:
        kind, outcome = entry.kind.partition(".")[2], entry.data.get("outcome", "")
        told.setdefault(_id(entry.object), []).append(Told(kind, entry.at, entry.unit_id, entry.actor, outcome))
    found = {pk: replayed(one) for pk, one in told.items()}
    return {pk: standing for pk, standing in found.items() if standing is not None}


def _here(counting: Counting, standings: Mapping[int, Standing]) -> dict[int, Standing]:
    """Return those that stand with the units that are asked about, without those that are none for the reader."""
    away = set(counting.kept_away.filter(pk__in=standings).values_list("pk", flat=True))
    if counting.units is None:
        return {pk: standing for pk, standing in standings.items() if pk not in away}
    ids = {standing.unit_id for standing in standings.values() if standing.unit_id is not None}
    here = set(Unit.objects.filter(pk__in=counting.units).filter(pk__in=ids).values_list("pk", flat=True))
    return {pk: standing for pk, standing in standings.items() if standing.unit_id in here and pk not in away}


def _waiting(ids: Iterable[int]) -> dict[int, Waiting]:
    """Return what the entries of the clocks say today, not what the records repeat of it."""
    clocks = list(Clock.objects.filter(subject__in=[f"{LABEL}{pk}" for pk in ids]).prefetch_related("entries"))
    terms, found = terms_of(clocks), dict[int, Waiting]()
    for one in clocks:
        term, pk = terms[one.pk], _id(one.subject)
        if term.state in COUNTING:
            before = found.get(pk, NO_CLOCK)
            due_on = min(filter(None, (before.due_on, term.due_on)))
            found[pk] = Waiting(due_on, before.stopped or term.state is State.STOPPED)
    return found


def _id(label: str) -> int:
    return int(label.removeprefix(LABEL))
