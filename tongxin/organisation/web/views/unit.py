"""The page of a unit, as at any day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.reads.history import history_of
from tongxin.organisation.reads.tree import ancestors_of, as_at
from tongxin.organisation.reads.unit_page import figures_of, officers_of, same_people
from tongxin.organisation.reads.units import access_unit, line_name, type_name
from tongxin.organisation.rights import PEOPLE_VIEW, UNIT_EDIT, UNIT_VIEW, reaches
from tongxin.organisation.web.days import day_asked
from tongxin.organisation.web.lines import SHORT
from tongxin.organisation.web.views.units import tree_context

NEWEST = 3


@needs(UNIT_VIEW)
@require_GET
def unit_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show a unit: who, what is due, what is missing. Every part is as at the day of the address."""
    actor, day = actor_of(request), day_asked(request)
    unit = access_unit(actor=actor, key=key)
    way = [*ancestors_of(unit, day), unit]
    kin = same_people(unit, way[:-1], day)
    tree = tree_context(request, unit.line, way, [one.twig for one in kin if one.twig is not None])
    history = [event for event in reversed(history_of(unit)) if event.day <= day]
    context = tree | {
        "actor": actor,
        "unit": as_at([unit], day)[0],
        "path": way[:-1],
        "line_word": line_name(unit.line),
        "type_word": type_name(unit.type),
        "not_yet": day < unit.founded_on,
        "dissolved_on": unit.dissolved_on if unit.dissolved_on != FOREVER else None,
        "is_gone": day >= unit.dissolved_on,
        "figures": figures_of(unit, day) if reaches(actor, PEOPLE_VIEW, unit.pk) else None,
        "officers": officers_of(actor, unit, day),
        "kin": [(SHORT[one.line], one) for one in kin],
        "events": history[:NEWEST],
        "older_events": history[NEWEST:],
        "can_edit": not tree["as_at"] and reaches(actor, UNIT_EDIT, unit.pk),
        "back_url": f"/units?line={unit.line}",
    }
    return render(request, "organisation/unit.html", context)
