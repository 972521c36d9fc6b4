"""Whoever is missing from a complete roster has left."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.organisation.importing.runs import changed
from tongxin.organisation.importing.sorting import Sorter
from tongxin.organisation.models import Delegation, Grant, ImportRun, Membership, Person, Post, RunChange, Unit
from tongxin.organisation.models.spans import SpanQuerySet
from tongxin.organisation.reads.tree import descendant_ids
from tongxin.organisation.rights.holdings import present
from tongxin.organisation.writes.people import let_go


def missing_people(actor: Actor, sorter: Sorter, whole: Unit, today: date) -> list[int]:
    """Return the ids of those who work in a unit or below it and whom the file does not name.

    A refused row still names its person: by a number of his, or by his name where it has none. Who brings the file in
    does not let himself leave by it.
    """
    named = {pk for pk, known in sorter.roster.by_person.items() if known.seen} | {actor.person_id}
    staff = {row.staff_no for row in sorter.refused if row.staff_no}
    numbers = {row.id_index for row in sorter.refused if row.id_index}
    names = {row.name for row in sorter.refused if not (row.staff_no or row.id_index)}
    working = Person.objects.filter(present(), home_id__in=descendant_ids(whole.pk, today))
    return [
        pk
        for pk, staff_no, number, name in working.values_list("pk", "staff_no", "national_id_index", "name")
        if not (pk in named or staff_no in staff or number in numbers or name in names)
    ]


@act
def let_leave(*, actor: Actor, run: ImportRun, person_ids: Sequence[int], today: date) -> None:
    """These people leave today. Records PersonLeft for each."""
    people = Person.objects.select_related("user").in_bulk(person_ids)
    RunChange.objects.bulk_create(
        [changed(run, person, {"left_on": None}) for person in people.values()] + _ending(run, person_ids, today)
    )
    for person in people.values():
        let_go(actor, person, today)


def _ending(run: ImportRun, person_ids: Sequence[int], today: date) -> list[RunChange]:
    """Return the notes on the spans that end with leaving, so that taking the run back opens them again."""
    spans: list[SpanQuerySet[Any]] = [
        Membership.objects.filter(person_id__in=person_ids, from_on__lt=today, to_on__gt=today),
        Post.objects.filter(person_id__in=person_ids, from_on__lt=today, to_on__gt=today),
        Grant.objects.filter(person_id__in=person_ids, from_on__lt=today, to_on__gt=today),
        Delegation.objects.filter(giver_id__in=person_ids, from_on__lt=today, to_on__gt=today),
        Delegation.objects.filter(taker_id__in=person_ids, from_on__lt=today, to_on__gt=today),
    ]
    return [changed(run, one, {"to_on": one.to_on.isoformat()}) for rows in spans for one in rows]
