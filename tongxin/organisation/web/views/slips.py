"""Slips with sign-in codes for a whole unit: ordered, made in the background, printed once, then told no more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.core.errors import NotFoundError, TongxinError
from tongxin.core.htmx import page
from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.journal.public import note
from tongxin.organisation.facts import CODES_TOLD
from tongxin.organisation.reads.newcomers import (
    address_of_sign_in,
    closed_accounts,
    count_sent,
    need_two_persons,
    not_reached,
    runs_of,
    teams_of,
    with_password,
)
from tongxin.organisation.rights import ACCOUNT_MANAGE
from tongxin.organisation.web.forms.people import SlipsForm
from tongxin.organisation.writes.code_runs import access_run, forget_codes, is_readable, order_codes

SHOWN = 20


@needs(ACCOUNT_MANAGE)
def slips_view(request: HttpRequest) -> HttpResponse:
    """Order sign-in codes for a unit, and list what one has ordered."""
    actor = actor_of(request)
    form, status = SlipsForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                run = order_codes(actor=actor, **form.cleaned_data)
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                return redirect("organisation:slip-run", run.key)
    runs = [(run, is_readable(run)) for run in runs_of(actor.user_id)[:SHOWN]]
    return render(request, "organisation/slips.html", {"form": form, "runs": runs}, status=status)


@needs(ACCOUNT_MANAGE)
@require_GET
def run_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show how far an order is, and who is left out and why."""
    actor = actor_of(request)
    run = access_run(actor=actor, key=key)
    context = {"run": run, "readable": is_readable(run), "going": run.finished_at is None}
    if run.finished_at is not None:
        context |= {
            "guarded": need_two_persons(run.unit, actor),
            "closed": closed_accounts(run.unit, actor),
            "with_password": with_password(run.unit, actor),
        }
        if run.by_text:
            context |= {"not_reached": not_reached(run), "sent": count_sent(run)}
    response = page(request, "organisation/slip_run.html", context, part="state")
    response.headers["Cache-Control"] = "no-store"
    return response


@needs(ACCOUNT_MANAGE)
@require_POST
def tell_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show the slips, to be printed. That they were shown is noted."""
    actor = actor_of(request)
    run = access_run(actor=actor, key=key)
    if not is_readable(run):
        raise NotFoundError
    note(CODES_TOLD, actor=actor, unit_id=run.unit_id, object=f"organisation.code_run:{run.pk}")
    context = {"run": run, "teams": teams_of(run), "address": address_of_sign_in()}
    response = render(request, "organisation/slips_to_print.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@needs(ACCOUNT_MANAGE)
@require_POST
def forget_view(request: HttpRequest, key: str) -> HttpResponse:
    """Throw away what tells the codes: the slips are printed."""
    actor = actor_of(request)
    forget_codes(actor=actor, run=access_run(actor=actor, key=key))
    messages.success(request, _("Done. The slips cannot be shown again; the codes on paper count on."))
    return redirect("organisation:slip-run", key)
