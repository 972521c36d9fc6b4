"""The door itself, asking, deciding, fetching, and the two logs."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.core import cursors
from tongxin.core.acts import with_key
from tongxin.core.errors import RuleBrokenError, TongxinError
from tongxin.core.exports import Kind, export_kinds
from tongxin.core.policy import may, needs, require, signed_in
from tongxin.core.web import actor_of
from tongxin.exports.book import most_alone
from tongxin.exports.facts import LOG_READ
from tongxin.exports.making import make_file
from tongxin.exports.models import Export
from tongxin.exports.reads import line_of, log_page, own_page, taken_lately, waiting_page
from tongxin.exports.rights import (
    APPROVE,
    CASES,
    JOURNAL_VIEW,
    PEOPLE,
    access_export,
    can_decide,
    can_fetch,
    is_fetchable,
    is_open,
)
from tongxin.exports.web.forms import AskForm, DecideForm, FilterForm
from tongxin.exports.writes import ask_export, decide_export, open_export, take_export
from tongxin.journal.public import note

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def door(request: HttpRequest, kind: Kind, unit: str) -> HttpResponse:
    """Send a file that one person may take alone; lead everybody else to where a large one is asked for."""
    with with_key(""):  # no press is taken for a repeat of another: each is counted, asked about and noted anew
        export = take_export(actor=actor_of(request), kind=kind, unit=unit)
    if export is None:
        return redirect(f"{reverse('exports:ask')}?{urlencode({'what': kind.name, 'unit': unit})}")
    return _sent(request, export)


@needs(PEOPLE, CASES)
def ask_view(request: HttpRequest) -> HttpResponse:
    """Say how many rows the file would have and why a second person is needed; take the request."""
    actor = actor_of(request)
    kind, unit = export_kinds().get(request.GET.get("what", "")), request.GET.get("unit", "")[:22]
    if kind is None:
        return redirect("exports:mine")
    require(may(actor, kind.right))
    form, status = AskForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            export = ask_export(actor=actor, kind=kind, unit=unit, reason=form.cleaned_data["reason"])
        except TongxinError as error:
            form.take(error)
            status = error.status
        else:
            messages.success(request, _("Asked. A second person decides; you are told."))
            return redirect("exports:export", export.key)
    context = {
        "form": form,
        "what": kind.label,
        "rows": kind.count(actor, unit),
        "taken": taken_lately(actor.person_id or 0, kind.name),
        "most": most_alone(),
    }
    return render(request, "exports/ask.html", context, status=status)


@needs(APPROVE)
def waiting_view(request: HttpRequest) -> HttpResponse:
    """Show what waits for the actor's decision."""
    return render(request, "exports/waiting.html", {"lines": waiting_page(actor_of(request))})


@signed_in
def mine_view(request: HttpRequest) -> HttpResponse:
    """Show what I took and asked for."""
    page = own_page(actor_of(request), after=cursors.opened_id(request.GET.get("after", "")))
    return render(request, "exports/mine.html", {"page": page, "back_url": "/me"})


@needs(JOURNAL_VIEW)
def log_view(request: HttpRequest) -> HttpResponse:
    """Show everybody's exports by day, kind and person. That the log was read is noted."""
    form, after = FilterForm(request.GET), cursors.opened_id(request.GET.get("after", ""))
    if after is None:
        note(LOG_READ, actor=actor_of(request))
    return render(request, "exports/log.html", {"form": form, "page": log_page(form.filters(), after=after)})


@signed_in
def export_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show one export: to its asker with the way to the file, to others with the way to decide."""
    return _shown(request, access_export(actor=actor_of(request), key=key), DecideForm())


@needs(APPROVE)
@require_POST
def decide_view(request: HttpRequest, key: str) -> HttpResponse:
    """Approve or refuse."""
    actor, form = actor_of(request), DecideForm(request.POST)
    if not form.is_valid():
        export = access_export(actor=actor, key=key)
        require(can_decide(actor, export))
        return _shown(request, export, form, status=422)
    typed = form.cleaned_data
    try:
        decide_export(actor=actor, key=key, approve=typed["outcome"] == "approve", text=typed["text"])
    except RuleBrokenError as error:
        messages.error(request, str(error.message))
        return redirect("exports:export", key)
    except TongxinError as error:
        if error.status != 422:
            raise
        form.take(error)
        return _shown(request, access_export(actor=actor, key=key), form, status=error.status)
    messages.success(request, _("Decided. The asker is told."))
    return redirect("exports:waiting")


@signed_in
@require_POST
def fetch_view(request: HttpRequest, key: str) -> HttpResponse:
    """Send an approved file to the one who asked."""
    try:
        with with_key(""):  # a repeat would not ask again whether it has ended
            return _sent(request, open_export(actor=actor_of(request), key=key))
    except RuleBrokenError as error:
        messages.error(request, str(error.message))
        return redirect("exports:export", key)


def _shown(request: HttpRequest, export: Export, form: DecideForm, *, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "line": line_of(export),
        "is_mine": can_fetch(actor, export),
        "can_fetch": can_fetch(actor, export) and is_fetchable(export),
        "can_decide": is_open(export) and can_decide(actor, export),
        "form": form,
    }
    return render(request, "exports/export.html", context, status=status)


def _sent(request: HttpRequest, export: Export) -> HttpResponse:
    name = f"{export.what}-{export.number}.xlsx"
    return HttpResponse(
        make_file(actor_of(request), export),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{quote(name)}"', "Cache-Control": "no-store"},
    )
