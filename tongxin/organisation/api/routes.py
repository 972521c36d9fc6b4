"""Units and people for other systems."""

from datetime import date
from typing import Literal

from django.http import HttpRequest
from ninja import Router

from tongxin.core import clock, cursors
from tongxin.core.api import LIMIT, READS_ONE, After, Limit, cursor_in
from tongxin.core.policy import needs, signed_in
from tongxin.core.scopes import scoped
from tongxin.core.web import actor_of
from tongxin.organisation.api.schemas import PeoplePage, PersonOut, UnitOut, UnitPage, person_out, unit_out
from tongxin.organisation.reads.listing import pages_of, people_after, placed, units_on
from tongxin.organisation.reads.units import access_unit
from tongxin.organisation.rights import PEOPLE_VIEW, UNIT_VIEW, access_person

router = Router()
Line = Literal["", "administrative", "party", "union", "league", "women"]


@router.get("/units", response={200: UnitPage, **READS_ONE}, tags=["units"], summary="Units of a line as at a day")
@needs(UNIT_VIEW)
@scoped("units:read")
def list_units(
    request: HttpRequest, line: Line = "", as_at: date | None = None, after: After = "", limit: Limit = LIMIT
) -> UnitPage:
    """Units that stood on the day (default: today), by line and code, under their names of that day."""
    day = as_at or clock.today()
    found = units_on(day, line=line, after=cursor_in(after, "tt"), limit=limit + 1)
    last = found[limit - 1].unit if len(found) > limit else None
    following = cursors.packed([last.line, last.code]) if last else ""
    return UnitPage(as_at=day, items=[unit_out(one) for one in found[:limit]], next=following)


@router.get("/units/{key}", response={200: UnitOut, **READS_ONE}, tags=["units"], summary="One unit as at a day")
@needs(UNIT_VIEW)
@scoped("units:read")
def one_unit(request: HttpRequest, key: str, as_at: date | None = None) -> UnitOut:
    """One unit under its name and at its place of the day (default: today); a dissolved one is found too."""
    unit = access_unit(actor=actor_of(request), key=key)
    return unit_out(placed([unit], as_at or clock.today())[0])


@router.get("/people", response={200: PeoplePage, **READS_ONE}, tags=["people"], summary="People in reach")
@needs(PEOPLE_VIEW)
@scoped("people:read")
def list_people(request: HttpRequest, unit: str = "", after: After = "", limit: Limit = LIMIT) -> PeoplePage:
    """The people whom the owner of the key may see; of a unit and all below it, if one is named by its key."""
    actor = actor_of(request)
    within = access_unit(actor=actor, key=unit) if unit else None
    edge = cursor_in(after, "n")
    found = people_after(actor, unit=within, after=edge[0] if edge else None, limit=limit + 1, day=clock.today())
    following = cursors.packed([found[limit - 1].person.pk]) if len(found) > limit else ""
    return PeoplePage(items=[person_out(page) for page in found[:limit]], next=following)


@router.get("/people/{key}", response={200: PersonOut, **READS_ONE}, tags=["people"], summary="One person")
@signed_in
@scoped("people:read")
def one_person(request: HttpRequest, key: str) -> PersonOut:
    """One person with posts and memberships of today: oneself, or somebody in reach."""
    person = access_person(actor=actor_of(request), key=key)
    return person_out(pages_of([person], clock.today())[0])
