"""The tree of units: lines as tabs, branches that load on opening, a search by name, pinyin or initials."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongxin.core import clock
from tongxin.core.htmx import page, wants_fragment
from tongxin.core.policy import may, needs
from tongxin.core.web import actor_of
from tongxin.organisation.models import Unit
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.branches import Twig, branches, count_twigs, twigs_below
from tongxin.organisation.reads.tree import path_names
from tongxin.organisation.reads.units import access_unit, search_units
from tongxin.organisation.rights import PEOPLE_VIEW, UNIT_EDIT, UNIT_VIEW, person_of
from tongxin.organisation.web.days import day_asked
from tongxin.organisation.web.lines import SHORT

TEMPLATE = "organisation/units.html"
TREE = "organisation/parts/tree.html"
FOUND = 50


@needs(UNIT_VIEW)
@require_GET
def units_view(request: HttpRequest) -> HttpResponse:
    """Show one line of the tree, or what a search found in it."""
    line = request.GET.get("line", "")
    context = tree_context(request, line if line in LINES else LINES[0])
    person = person_of(actor_of(request))
    mine = person.home if person is not None else None
    template = TREE if wants_fragment(request) else TEMPLATE
    return page(request, template, context | {"mine": mine, "back_url": "/me"}, part="branches")


@needs(UNIT_VIEW)
@require_GET
def branch_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show what stands directly below a unit."""
    actor, day = actor_of(request), day_asked(request)
    unit = access_unit(actor=actor, key=key)
    context: dict[str, object] = {"twigs": twigs_below(actor, unit, day), "as_at": as_at_of(day)}
    return page(request, "organisation/branch.html", context, part="twigs")


def tree_context(
    request: HttpRequest, line: str, way: Sequence[Unit] = (), beside: Sequence[Twig] = ()
) -> dict[str, object]:
    """Return what the tree beside a page needs: opened along ``way``, the last unit of it being the one shown.

    ``beside`` are units shown elsewhere on the page, to be counted with those of the tree.
    """
    actor, day, text = actor_of(request), day_asked(request), request.GET.get("q", "")[:80]
    searching = bool(text.strip())
    # What the chosen line does not have, another may: the search goes on in all of them.
    found = (search_units(text, line, FOUND) or search_units(text, None, FOUND)) if searching else []
    full = path_names(found)
    if searching:
        count_twigs(actor, beside, day)
    on_desk = may(actor, PEOPLE_VIEW) or may(actor, UNIT_EDIT)
    return {
        "on_desk": on_desk,
        "page_base": "ui/desk.html" if on_desk else "ui/phone.html",
        "lines": SHORT.items(),
        "line": line,
        "day": day,
        "as_at": as_at_of(day),
        "text": text,
        "found": [(unit, full[unit.pk]) for unit in found],
        "twigs": [] if searching else branches(actor, line, day, way, beside),
        "shown": way[-1] if way else None,
    }


def as_at_of(day: date) -> date | None:
    """Return the day that a page says it is as at; None for today, which needs no saying."""
    return None if day == clock.today() else day
