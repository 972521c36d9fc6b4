"""Bringing in a roster or units from a sheet: uploaded, checked, looked at, brought in, taken back."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.core.errors import RuleBrokenError, TongxinError
from tongxin.core.htmx import page
from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.journal.public import note
from tongxin.organisation.exporting.import_sheets import example_sheet, refusals_sheet
from tongxin.organisation.facts import REFUSALS_TAKEN
from tongxin.organisation.importing.orders import order_apply, order_check, order_undo
from tongxin.organisation.models.import_order import APPLIED, CHECKED
from tongxin.organisation.reads.import_orders import (
    access_order,
    access_run,
    can_undo,
    open_orders,
    result_of,
    run_lines,
)
from tongxin.organisation.rights import IMPORT
from tongxin.organisation.rules.import_notes import changes_anything
from tongxin.organisation.web.forms.form import Form
from tongxin.organisation.web.forms.imports import ImportForm
from tongxin.organisation.web.import_words import cautions_of, counts_of, figures_of, groups_of
from tongxin.organisation.web.steps import Step, take_step

SHOWN = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(IMPORT)
def imports_view(request: HttpRequest) -> HttpResponse:
    """Upload a sheet to be checked, and list what was brought in before."""
    actor = actor_of(request)
    form, status = ImportForm(initial=request.GET.dict()), 200
    if request.method == "POST":
        form, status = ImportForm(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                order = order_check(actor=actor, **form.order())
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                return redirect("organisation:import", order.key)
    runs = [(line, counts_of(line.run.outcome)) for line in run_lines(actor)]
    context = {"form": form, "runs": runs, "orders": open_orders(actor)}
    return render(request, "organisation/imports.html", context, status=status)


@needs(IMPORT)
@require_GET
def import_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show how far an order is, what a check found, or what was brought in."""
    order = access_order(actor=actor_of(request), key=key)
    context = {"order": order, "figures": figures_of(order)}
    if not order.is_going:
        found = result_of(order)
        notes = [("rejected", found.get("rejected", [])), ("warnings", found.get("warnings", []))]
        context |= {
            "groups": groups_of(order, found.get("differences", {})),
            "cautions": cautions_of(order) if order.state == CHECKED else [],
            "notes": [(name, lines[:SHOWN], order.outcome.get(name, 0), len(lines) > SHOWN) for name, lines in notes],
            "can_apply": order.state == CHECKED and changes_anything(order.outcome),
            "can_undo": order.state == APPLIED and can_undo(order.run),
        }
    response = page(request, "organisation/import.html", context, part="state")
    response.headers["Cache-Control"] = "no-store"
    return response


@needs(IMPORT)
@require_POST
def apply_view(request: HttpRequest, key: str) -> HttpResponse:
    """Bring in what was checked."""
    actor = actor_of(request)
    try:
        order_apply(actor=actor, order=access_order(actor=actor, key=key))
    except RuleBrokenError as error:
        messages.warning(request, str(error.message))
    return redirect("organisation:import", key)


@needs(IMPORT)
@require_POST
def refusals_view(request: HttpRequest, key: str) -> HttpResponse:
    """Give the rows that were not taken, as a sheet. That it was taken is noted."""
    actor = actor_of(request)
    order = access_order(actor=actor, key=key)
    note(REFUSALS_TAKEN, actor=actor, object=f"organisation.import_order:{order.pk}")
    return _sheet(_("Rows not taken.xlsx"), refusals_sheet(order))


@needs(IMPORT)
@require_GET
def example_view(request: HttpRequest, what: str) -> HttpResponse:
    """Give an example of a roster or of units."""
    return _sheet(_("Example.xlsx"), example_sheet(what))


@needs(IMPORT)
def undo_view(request: HttpRequest, run: int) -> HttpResponse:
    """Take back a run, after a page that says what that means."""
    actor = actor_of(request)
    found = access_run(actor=actor, run_id=run)
    step = Step(
        heading=_("Take back this run"),
        about=_("Run %(run)s: %(file)s") % {"run": found.pk, "file": found.file_name},
        button=_("Take it back"),
        back=reverse("organisation:imports"),
        done=_("Ordered. It is being taken back."),
        note=_(
            "What this run changed becomes as it was before, and whom or what it added goes. Whatever something"
            " stands on by now stays: a person with an account, a unit with people."
        ),
        final=True,
    )

    def do(_values: dict[str, object]) -> str:
        return reverse("organisation:import", args=[order_undo(actor=actor, run_id=run).key])

    return take_step(request, step, Form(request.POST if request.method == "POST" else None), do)


def _sheet(name: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
