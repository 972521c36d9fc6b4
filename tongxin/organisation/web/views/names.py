"""Names that are offered while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongxin.core.policy import needs, signed_in
from tongxin.core.web import actor_of
from tongxin.organisation.reads.people import search_people
from tongxin.organisation.reads.tree import path_names
from tongxin.organisation.reads.units import line_name, search_units
from tongxin.organisation.rights import UNIT_VIEW


@needs(UNIT_VIEW)
@require_GET
def unit_names_view(request: HttpRequest) -> HttpResponse:
    """Offer full names of units for what is typed.

    The one value of the address is the text, whatever its field is called. Browsers
    offer only what holds the typed text: a unit found by its pinyin carries that text in its note.
    """
    text = _typed(request)
    units = search_units(text)
    full = path_names(units)
    names = [(full[unit.pk], _note(line_name(unit.line), text, full[unit.pk])) for unit in units]
    return render(request, "organisation/names.html", {"names": names})


@signed_in
@require_GET
def person_names_view(request: HttpRequest) -> HttpResponse:
    """Offer the people whom the reader may name, as staff number and name."""
    text = _typed(request)
    people = search_people(actor_of(request), text)
    names = [(f"{one.staff_no} {one.name}", _note(one.home.name if one.home else "", text, one.name)) for one in people]
    return render(request, "organisation/names.html", {"names": names})


def _typed(request: HttpRequest) -> str:
    return next((str(value) for value in request.GET.values()), "")[:80]


def _note(note: str, text: str, name: str) -> str:
    return note if text.casefold() in name.casefold() else f"{note} · {text}"
