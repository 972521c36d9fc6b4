"""A roster as a sheet: those who work in a unit and below it, without identity number and phone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.core.exports import answer
from tongxin.core.policy import Actor, needs
from tongxin.core.web import actor_of
from tongxin.organisation.models import Unit
from tongxin.organisation.rights import EXPORT, reached_units
from tongxin.organisation.web.forms.filters import FilterForm


@needs(EXPORT)
@require_POST
def export_view(request: HttpRequest) -> HttpResponse:
    """Ask the door for the people of the unit of the address, else of all that the right reaches."""
    actor = actor_of(request)
    unit = FilterForm(request.GET).filters().unit or _whole(actor)
    if unit is None or unit.line != "administrative":
        messages.warning(request, _("Choose the administrative unit whose people you want, then take the sheet."))
        return redirect(f"{reverse('organisation:people')}?{request.GET.urlencode()}")
    return answer(request, "people", unit.key)


def _whole(actor: Actor) -> Unit | None:
    """Return the one administrative unit below which the right reaches everything, if there is just one."""
    mine = reached_units(actor, EXPORT).filter(line="administrative")
    tops = list(mine.exclude(parent__in=mine.values("pk"))[:2])
    return tops[0] if len(tops) == 1 else None
