"""Merging units: what stands in them goes into their heir, and each names the heir for ever."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor
from tongxin.journal.public import record
from tongxin.organisation.facts import UnitMerged
from tongxin.organisation.models import Membership, Person, Unit, UnitPath
from tongxin.organisation.writes.dissolving import end_unit, require_end
from tongxin.organisation.writes.placing import place_below
from tongxin.organisation.writes.standing import begin, last_placed, require_change, require_heir, require_parent
from tongxin.organisation.writes.units import label


@act
def merge_units(*, actor: Actor, units: Sequence[Unit], into: Unit, day: date) -> Unit:
    """Units go into another one of their line: what is below them, their people and whoever serves them go along.

    Their posts end; the units are dissolved. Records UnitMoved for each unit below and UnitMerged for each source.
    Raises ForbiddenError, BadInputError (units) and RuleBrokenError.
    """
    begin(actor=actor, units=[*units, into])
    if not units or into in units:
        raise BadInputError(
            _("Choose at least one unit other than %(into)s to merge into it.") % {"into": into.name}, field="units"
        )
    for unit in units:
        people = go_into(unit, into, day)
        record(UnitMerged(object=label(unit), unit_id=unit.pk, day=day, into_id=into.pk, people=people))
    return into


def go_into(unit: Unit, heir: Unit, day: date) -> int:
    """Give what stands in a unit to its heir and dissolve it. Returns how many people went. Raises RuleBrokenError."""
    require_end(unit, day)
    require_heir(unit, heir, day)
    _give_units(unit, heir, day)
    people = _give_people(unit, heir, day)
    if day <= clock.today():
        Unit.objects.filter(serves=unit).update(serves=heir)
        Person.objects.filter(home=unit).update(home=heir)
    unit.merged_into = heir
    end_unit(unit, day)
    return people


def _give_units(unit: Unit, heir: Unit, day: date) -> None:
    below = UnitPath.objects.filter(ancestor=unit, depth=1, to_on__gt=day)
    for child in Unit.objects.filter(pk__in=below.values("unit")).select_related("type"):
        require_change(child, day, last_placed(child))
        require_parent(child, heir, day)
        if moved := place_below(child, heir, day):
            record(moved)


def _give_people(unit: Unit, heir: Unit, day: date) -> int:
    memberships = Membership.objects.filter(unit=unit, to_on__gt=day)
    people = memberships.values("person").distinct().count()
    memberships.filter(from_on__gte=day).update(unit=heir)
    staying = list(memberships)
    memberships.update(to_on=day)
    for membership in staying:
        membership.pk, membership.unit, membership.from_on = None, heir, day
    Membership.objects.bulk_create(staying, batch_size=1000)
    return people
