"""A roster as a sheet: those who work in a unit and below it, without identity number and phone."""

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.core.policy import Actor, needs
from tongxin.core.web import actor_of
from tongxin.organisation.importing.people_export import export_people
from tongxin.organisation.models import Unit
from tongxin.organisation.rights import EXPORT, reached_units
from tongxin.organisation.web.forms.filters import FilterForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(EXPORT)
@require_POST
def export_view(request: HttpRequest) -> HttpResponse:
    """Send the people of the unit of the address, else of all that the right reaches. That they were taken is noted."""
    actor = actor_of(request)
    unit = FilterForm(request.GET).filters().unit or _whole(actor)
    if unit is None or unit.line != "administrative":
        messages.warning(request, _("Choose the administrative unit whose people you want, then take the sheet."))
        return redirect(f"{reverse('organisation:people')}?{request.GET.urlencode()}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.xlsx"
        export_people(actor=actor, path=file, unit=unit)
        return HttpResponse(
            file.read_bytes(),
            content_type=XLSX,
            headers={"Content-Disposition": 'attachment; filename="people.xlsx"', "Cache-Control": "no-store"},
        )


def _whole(actor: Actor) -> Unit | None:
    """Return the one administrative unit below which the right reaches everything, if there is just one."""
    mine = reached_units(actor, EXPORT).filter(line="administrative")
    tops = list(mine.exclude(parent__in=mine.values("pk"))[:2])
    return tops[0] if len(tops) == 1 else None
