"""Names that are offered while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tongxin.core.policy import needs
from tongxin.organisation.reads.tree import path_names
from tongxin.organisation.reads.units import line_name, search_units
from tongxin.organisation.rights import UNIT_VIEW


@needs(UNIT_VIEW)
@require_GET
def unit_names_view(request: HttpRequest) -> HttpResponse:
    """Offer full names of units for what is typed. The one value of the address is the text, whatever its field is called.

    Browsers offer only what holds the typed text: a unit found by its pinyin carries that text in its note.
    """
    text = next(iter(request.GET.values()), "")[:80]
    units = search_units(text)
    full = path_names(units)
    names = [(full[unit.pk], _note(line_name(unit.line), text, full[unit.pk])) for unit in units]
    return render(request, "organisation/unit_names.html", {"names": names})


def _note(line: str, text: str, name: str) -> str:
    return line if text.casefold() in name.casefold() else f"{line} · {text}"
