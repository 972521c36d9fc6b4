"""What is erased when, and what is on hold."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.core.errors import BadInputError, RuleBrokenError, TongxinError
from tongxin.core.policy import Actor, needs
from tongxin.core.web import actor_of
from tongxin.journal.public import note
from tongxin.organisation.public import find_person
from tongxin.retention.facts import RETENTION_READ
from tongxin.retention.reads import is_on, last_runs, open_holds, term_lines
from tongxin.retention.rights import MANAGE
from tongxin.retention.web.forms import HoldForm, SwitchForm
from tongxin.retention.writes import end_hold, set_hold, switch_off, switch_on


@needs(MANAGE)
def terms_view(request: HttpRequest) -> HttpResponse:
    """Show each term with its source and what is past it, the holds and the last runs; set a hold."""
    actor, form, status = actor_of(request), HoldForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _set(actor, form.cleaned_data)
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, _("Put on hold."))
                return redirect("retention:terms")
    else:
        note(RETENTION_READ, actor=actor)
    return _page(request, form, status=status)


def _page(
    request: HttpRequest, form: HoldForm, starting: SwitchForm | None = None, *, status: int = 200
) -> HttpResponse:
    lines = term_lines()
    holds = open_holds().select_related("person", "set_by").order_by("until", "pk")
    context = {
        "lines": lines,
        "due": sum(line.due for line in lines),
        "is_on": is_on(),
        "holds": holds,
        "runs": last_runs(),
        "form": form,
        "starting": starting or SwitchForm(initial={"due": sum(line.due for line in lines)}),
    }
    return render(request, "retention/terms.html", context, status=status)


@needs(MANAGE)
@require_POST
def switch_view(request: HttpRequest) -> HttpResponse:
    """Switch erasing on, once the terms were read, or off."""
    if request.POST.get("on") != "yes":
        switch_off(actor=actor_of(request))
        messages.success(request, _("Off."))
        return redirect("retention:terms")
    form = SwitchForm(request.POST)
    if not form.is_valid():
        return _page(request, HoldForm(), form, status=422)
    try:
        switch_on(actor=actor_of(request), due=form.cleaned_data["due"])
    except RuleBrokenError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Switched on. The next night what is past its term is erased."))
    return redirect("retention:terms")


@needs(MANAGE)
@require_POST
def end_view(request: HttpRequest, key: str) -> HttpResponse:
    """End a hold before its day."""
    try:
        end_hold(actor=actor_of(request), key=key)
    except RuleBrokenError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The hold has ended."))
    return redirect("retention:terms")


def _set(actor: Actor, typed: dict[str, object]) -> None:
    number = str(typed["staff_no"]).strip()
    person = find_person(number) if number else None
    if number and person is None:
        raise BadInputError(_("Nobody in the roster has this staff number."), field="staff_no")
    set_hold(actor=actor, person=person, reason=str(typed["reason"]), until=typed["until"])  # type: ignore[arg-type]  # the form's clean data hold a day
