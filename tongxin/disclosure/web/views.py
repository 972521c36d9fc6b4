"""My data with its copies, and the requests to correct it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.core.errors import TongxinError
from tongxin.core.own_data import own_data
from tongxin.core.policy import needs, signed_in
from tongxin.core.web import actor_of
from tongxin.disclosure.copying import copy_own_data
from tongxin.disclosure.facts import CORRECTION_READ
from tongxin.disclosure.reads import corrections_page
from tongxin.disclosure.rights import EDIT, access_correction, can_answer, require_person
from tongxin.disclosure.web.forms import AnswerForm, CorrectionForm
from tongxin.disclosure.writes import answer_correction, ask_correction
from tongxin.journal.public import note

SHOWN = 20
TYPES = {
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@signed_in
def mine_view(request: HttpRequest) -> HttpResponse:
    """Show what is kept of me and where it came from; ask for a correction."""
    actor = actor_of(request)
    require_person(actor)
    form = CorrectionForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            ask_correction(actor=actor, words=form.cleaned_data["words"])
        except TongxinError as error:
            form.take(error)
            status = error.status
        else:
            messages.success(request, _("Sent to those who look after the people of your unit."))
            return redirect("disclosure:mine")
    parts = [(section, section.lines(SHOWN), max(0, len(section.rows) - SHOWN)) for section in own_data(actor)]
    context = {"parts": parts, "form": form, "back_url": "/me"}
    return render(request, "disclosure/mine.html", context, status=status)


@signed_in
@require_POST
def copy_view(request: HttpRequest) -> HttpResponse:
    """Send a copy of what is kept of me. Every press is noted on its own."""
    form = request.POST.get("form", "")
    return HttpResponse(
        copy_own_data(actor=actor_of(request), form=form),
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="my-data.{form}"', "Cache-Control": "no-store"},
    )


@needs(EDIT)
def corrections_view(request: HttpRequest) -> HttpResponse:
    """Show what is asked for by the people whom the actor may change."""
    answered = request.GET.get("view") == "answered"
    context = {"lines": corrections_page(actor_of(request), answered=answered), "answered": answered}
    return render(request, "disclosure/corrections.html", context)


@needs(EDIT)
def correction_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show one request; answer it. That it was read is noted."""
    actor = actor_of(request)
    correction = access_correction(actor=actor, key=key)
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            typed = form.cleaned_data
            try:
                answer_correction(actor=actor, key=key, outcome=typed["outcome"], text=typed["text"])
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, _("Answered. The person is told."))
                return redirect("disclosure:corrections")
    else:
        note(CORRECTION_READ, actor=actor, object=correction.label, person_id=correction.person_id)
    context = {"correction": correction, "form": form, "can_answer": can_answer(actor, correction)}
    return render(request, "disclosure/correction.html", context, status=status)
