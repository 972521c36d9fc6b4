"""Lets what was entered for a later day show when that day has come. Acts of today show at once."""

from datetime import date
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tongxin.core import clock
from tongxin.core.acts import working
from tongxin.organisation.models import Person, Unit, UnitName, UnitPath
from tongxin.words.public import search_key

TOP = 0
BATCH = 500


def settle_units() -> int:
    """Bring names and places of all units in line with today, and follow mergers. Returns how many rows changed."""
    today = clock.today()
    with working():
        settled = _settle_names(today) + _settle_places(today)
        settled += _follow_mergers(Unit.objects.all(), "serves", today)
        return settled + _follow_mergers(Person.objects.all(), "home", today)


def _settle_names(today: date) -> int:
    borne = UnitName.objects.on(today).filter(unit=OuterRef("pk")).values("name")
    stale = list(Unit.objects.annotate(borne=Subquery(borne)).exclude(borne=None).exclude(name=F("borne")))
    for unit in stale:
        unit.name, unit.search = unit.borne, search_key(unit.borne)
    return Unit.objects.bulk_update(stale, ["name", "search"], batch_size=BATCH)


def _settle_places(today: date) -> int:
    above = UnitPath.objects.on(today).filter(unit=OuterRef("pk"), depth=1).values("ancestor_id")
    standing = Unit.objects.filter(founded_on__lte=today, dissolved_on__gt=today)
    number = BigIntegerField()
    placed = standing.annotate(
        above=Coalesce(Subquery(above), TOP, output_field=number),
        shown=Coalesce("parent_id", TOP, output_field=number),
    )
    stale = list(placed.exclude(shown=F("above")))
    for unit in stale:
        unit.parent_id = unit.above or None
    return Unit.objects.bulk_update(stale, ["parent"], batch_size=BATCH)


def _follow_mergers(rows: QuerySet[Any], field: str, today: date) -> int:
    gone = rows.filter(**{f"{field}__merged_into__isnull": False, f"{field}__dissolved_on__lte": today})
    heir = Unit.objects.filter(pk=OuterRef(f"{field}_id")).values("merged_into_id")
    return gone.update(**{field: Subquery(heir)})
