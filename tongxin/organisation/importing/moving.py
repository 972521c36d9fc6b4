"""Moves people of an import to other places of work, by a few statements for all of them."""

from collections.abc import Sequence
from datetime import date

from tongxin.journal.public import record
from tongxin.organisation.facts import Transferred
from tongxin.organisation.importing.runs import changed, made
from tongxin.organisation.importing.sorting import Change
from tongxin.organisation.models import ImportRun, Membership, RunChange
from tongxin.organisation.writes.people import ADMINISTRATIVE


def move(run: ImportRun, changes: Sequence[Change], today: date) -> None:
    """End the places of work of these people and begin the new ones today; one that began today is corrected.

    The caller changed their home. Records Transferred for each.
    """
    homes = {pk: home for one in changes if (pk := one.known.person_id) and (home := one.known.home_id)}
    working = Membership.objects.filter(person_id__in=homes, line=ADMINISTRATIVE, to_on__gt=today)
    begun = [one for one in working if one.from_on >= today]
    earlier = [one for one in working if one.from_on < today]
    notes = [changed(run, one, {"unit_id": one.unit_id}) for one in begun]
    notes += [changed(run, one, {"to_on": one.to_on.isoformat()}) for one in earlier]
    for one in begun:
        one.unit_id = homes[one.person_id]
        one.save(update_fields=["unit"])
    Membership.objects.filter(pk__in=[one.pk for one in earlier]).update(to_on=today)
    corrected = {one.person_id for one in begun}
    new = Membership.objects.bulk_create(
        Membership(person_id=person_id, unit_id=home_id, line=ADMINISTRATIVE, from_on=today)
        for person_id, home_id in homes.items()
        if person_id not in corrected
    )
    RunChange.objects.bulk_create([*notes, *made(run, new)])
    for change in changes:
        _tell(change, today)


def _tell(change: Change, today: date) -> None:
    known = change.known
    record(
        Transferred(
            object=f"organisation.person:{known.person_id}",
            person_id=known.person_id,
            unit_id=known.home_id,
            day=today,
            line=ADMINISTRATIVE,
            from_id=change.from_id,
            to_id=known.home_id,
        )
    )
