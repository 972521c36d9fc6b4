"""Counting, once a day, how often people were told: by kind of post and kind of unit, never by person.

The count of a day is one entry of the journal; what pages show is a projection of these entries.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor, system_actor
from tongxin.inbox.facts import BurdenMeasured
from tongxin.inbox.models import Delivery, Notice
from tongxin.inbox.models.delivery import SENT
from tongxin.inbox.rules.cells import Cell, folded
from tongxin.journal.public import newest_entries, record
from tongxin.organisation.public import Person, main_roles

DAY = timedelta(days=1)
FURTHEST = timedelta(days=90)  # read notices are forgotten after 180 days: what is counted must still be there
NOTICE = "notice"
EMPLOYEE, NO_UNIT = "employee", "none"


def measure_task() -> int:
    """Count every day that is over and was not counted. Returns how many days."""
    actor = system_actor("burden")
    return sum(measure_day(actor=actor, day=day) for day in days_to_measure())


def days_to_measure() -> list[date]:
    """Return the days to count: since the last one counted, or since the first notice; at most 90."""
    today = clock.today()
    first = Notice.objects.order_by("made_at").values_list("made_at", flat=True).first()
    if first is None:
        return []
    start = max(clock.day_of(first), today - FURTHEST, _last_measured() + DAY)
    return [start + DAY * number for number in range((today - start).days)]


def _last_measured() -> date:
    """Return the last day in the journal, not in the projection, which may be rebuilt at this very moment."""
    newest = newest_entries(kind=BurdenMeasured.kind, limit=1)
    return date.fromisoformat(newest[0].data["of"]) if newest else date.min


@act
def measure_day(*, actor: Actor, day: date) -> bool:
    """Count one day; an organisation without people has nothing to count. Returns whether it was counted.

    Records BurdenMeasured under a key of the day: the database refuses to count a day twice.
    """
    cells = _cells(day)
    if cells:
        record(
            BurdenMeasured(object="inbox.burden", day=day, of=day.isoformat(), cells=cells, key=f"inbox.burden:{day}")
        )
    return bool(cells)


def _cells(day: date) -> list[dict[str, Any]]:
    cell_of = _people(day)
    people = Counter(cell_of.values())
    into = folded(people)
    told: dict[Cell, Counter[str]] = {target: Counter() for target in into.values()}
    sizes: Counter[Cell] = Counter()
    for cell, number in people.items():
        sizes[into[cell]] += number
    for what, rows in _told(day).items():
        for person_id, kind in rows:
            if person_id in cell_of:
                told[into[cell_of[person_id]]][f"{what}:{kind}"] += 1
    return [
        {"role": role, "unit_type": unit_type, "people": sizes[role, unit_type], "told": dict(told[role, unit_type])}
        for role, unit_type in sorted(told)
    ]


def _people(day: date) -> dict[int, Cell]:
    """Return the group of everybody who was here on a day."""
    here = Person.objects.filter(Q(left_on=None) | Q(left_on__gt=day))
    roles = main_roles(day)
    rows = here.values_list("pk", "home__type__code")
    return {pk: (roles.get(pk, EMPLOYEE), unit_type or NO_UNIT) for pk, unit_type in rows}


def _told(day: date) -> dict[str, QuerySet[Any, tuple[int, str]]]:
    start = datetime.combine(day, time(), clock.zone())
    span = (start, start + DAY)
    notices = Notice.objects.filter(made_at__gte=span[0], made_at__lt=span[1])
    sent = Delivery.objects.filter(state=SENT, done_at__gte=span[0], done_at__lt=span[1])
    by_channel = {
        channel: sent.filter(channel=channel).annotate(kind=F("notice__kind")).values_list("person_id", "kind")
        for channel in ("mail", "robot")
    }
    return {NOTICE: notices.values_list("person_id", "kind"), **by_channel}
