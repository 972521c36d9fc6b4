"""Rosters 名册 and the register of cross-appointments 双向进入、交叉任职, by filters that live in the address."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from tongxin.core.htmx import page
from tongxin.core.policy import may, needs
from tongxin.core.web import actor_of
from tongxin.organisation.models import Person
from tongxin.organisation.reads.roster import CAP, count_people, cross_appointed, found_people, roster_page
from tongxin.organisation.rights import EXPORT, PEOPLE_EDIT, PEOPLE_VIEW
from tongxin.organisation.web.forms.filters import FilterForm


@needs(PEOPLE_VIEW)
@require_GET
def people_view(request: HttpRequest) -> HttpResponse:
    """Show the people whom the reader may see, narrowed by unit, kind, standing and text."""
    actor, form = actor_of(request), FilterForm(request.GET)
    context = _listed(request, found_people(actor, form.filters())) | {
        "form": form,
        "can_edit": may(actor, PEOPLE_EDIT),
        "can_export": may(actor, EXPORT),
    }
    return page(request, "organisation/people.html", context, part="rows")


@needs(PEOPLE_VIEW)
@require_GET
def cross_view(request: HttpRequest) -> HttpResponse:
    """Show those who hold posts in two lines or more."""
    form = FilterForm(request.GET)
    context = _listed(request, cross_appointed(actor_of(request), form.filters().unit)) | {"form": form}
    return page(request, "organisation/cross_appointments.html", context, part="rows")


def _listed(request: HttpRequest, people: QuerySet[Person]) -> dict[str, Any]:
    found = roster_page(people, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    count = count_people(people)
    words = ngettext("%(n)s person", "%(n)s people", count) % {"n": f"{CAP}+" if count > CAP else count}
    return {"page": replace(found, words=words)}
