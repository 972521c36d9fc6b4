"""Saying it: one screen, and what it tells while one types."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.casework.book import HANDLER_ONLY, category_name, mode_notes, suggest_category
from tongxin.casework.reads.mine import count_of_mine
from tongxin.casework.reads.routing import named_officers, responsible_unit
from tongxin.casework.reads.sentences import latest_answer, promise
from tongxin.casework.rights import RAISE
from tongxin.casework.web.forms import RaiseForm
from tongxin.casework.writes.raising import raise_case
from tongxin.core.errors import BadInputError
from tongxin.core.htmx import page
from tongxin.core.modules import begins
from tongxin.core.policy import Actor, needs
from tongxin.core.web import actor_of

TEMPLATE = "casework/raise.html"


@begins
@needs(RAISE)
def raise_view(request: HttpRequest) -> HttpResponse:
    """Show the form; send it."""
    actor = actor_of(request)
    if request.method != "POST":
        form = RaiseForm(actor=actor, initial={"mode": HANDLER_ONLY})
        return render(request, TEMPLATE, _context(form, actor))
    form = RaiseForm(request.POST, request.FILES, actor=actor)
    if form.is_valid():
        try:
            case = raise_case(actor=actor, matter=form.matter())
        except BadInputError as error:
            form.take(error)
        else:
            messages.success(request, _("Sent to %(unit)s.") % {"unit": case.unit.name})
            return redirect("casework:case", key=case.key)
    return render(request, TEMPLATE, _context(form, actor), status=422)


@begins
@needs(RAISE)
@require_POST
def guess_view(request: HttpRequest) -> HttpResponse:
    """Answer while one types: what it looks like, where it goes, who will see it. Nothing is kept."""
    actor = actor_of(request)
    form = RaiseForm(request.POST, actor=actor)
    return page(request, TEMPLATE, _context(form, actor), part="told")


def _context(form: RaiseForm, actor: Actor) -> dict[str, object]:
    data = form.data or form.initial
    body, mode = str(data.get("body", "")), str(data.get("mode") or HANDLER_ONLY)
    chosen = str(data.get("category", ""))
    suggested, because = suggest_category(f"{body}\n{data.get('wish', '')}") if body.strip() else ("", ())
    place = next((unit for unit in form.units if unit.key == data.get("place")), None) or next(iter(form.units), None)
    context: dict[str, object] = {
        "form": form,
        "actor": actor,
        "back_url": "/",
        "mode_notes": mode_notes(),
        "raised_before": count_of_mine(actor),
    }
    if place is None:
        return context
    exclude = {actor.person_id} if actor.person_id else set()
    about = named_officers(str(data.get("about", "")))
    exclude |= {person.pk for person in about}
    unit = responsible_unit(
        actor=actor,
        category=chosen or suggested or "other",
        place=place,
        exclude=() if mode == HANDLER_ONLY else exclude,
    )
    return context | {
        "guess": category_name(chosen or suggested) if (chosen or suggested) else "",
        "because": [] if chosen else because,
        "promise": promise(mode, unit, exclude=exclude),
        "send_to": unit.name,
        "latest": latest_answer(),
        "mentioned": [person.name for person in named_officers(body) if person not in about],
        "avoided": [person.name for person in about],
    }
