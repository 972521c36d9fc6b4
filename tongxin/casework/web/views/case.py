"""A case as its raiser sees it: where it is, the clock, the talk, the next step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.casework.book import mode_name
from tongxin.casework.reads.case import case_view, times_read
from tongxin.casework.reads.mine import count_of_mine, my_cases
from tongxin.casework.reads.sentences import next_step, status_sentence
from tongxin.casework.rights import access_case, is_raiser, possible_steps
from tongxin.casework.web.forms import Form, RateForm, SayForm
from tongxin.casework.writes.raising import withdraw_case
from tongxin.casework.writes.rating import rate_case
from tongxin.casework.writes.talking import say
from tongxin.core.errors import NotFoundError, TongxinError
from tongxin.core.policy import require, signed_in
from tongxin.core.web import actor_of

TEMPLATE = "casework/case.html"


@signed_in
def case_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show a case to its raiser; whoever handles it has the page beside the queue."""
    case = access_case(actor=actor_of(request), key=key)
    if not is_raiser(actor_of(request), case):
        return redirect("casework:work", key=key)
    return _page(request, key)


def _page(
    request: HttpRequest, key: str, *, say_form: Form | None = None, rate_form: Form | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    case = access_case(actor=actor, key=key)
    require(is_raiser(actor, case), NotFoundError)
    view = case_view(actor, case)
    context = {
        "view": view,
        "case": case,
        "mode": mode_name(case.mode),
        "sentence": status_sentence(actor, view.line),
        "next_step": next_step(case),
        "steps": {step.value: True for step in possible_steps(actor, case)},
        "times_read": times_read(case),
        "raised_before": count_of_mine(actor),
        "solved_notes": {"no": _("Handled again, with a new clock")},
        "say_form": say_form or SayForm(),
        "rate_form": rate_form or RateForm(),
        "back_url": "/my-cases",
    }
    return render(request, TEMPLATE, context, status=status)


@signed_in
@require_POST
def say_view(request: HttpRequest, key: str) -> HttpResponse:
    """Say something in a case of mine."""
    form = SayForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, key, say_form=form, status=422)
    try:
        say(actor=actor_of(request), key=key, **form.cleaned_data)
    except TongxinError as error:
        if error.status in (403, 404):
            raise
        form.take(error)
        return _page(request, key, say_form=form, status=error.status)
    return redirect(f"{reverse('casework:case', args=[key])}#newest")


@signed_in
@require_POST
def rate_view(request: HttpRequest, key: str) -> HttpResponse:
    """Say whether it is solved."""
    form = RateForm(request.POST)
    if not form.is_valid():
        return _page(request, key, rate_form=form, status=422)
    try:
        case = rate_case(actor=actor_of(request), key=key, **form.cleaned_data)
    except TongxinError as error:
        if error.status in (403, 404):
            raise
        form.take(error)
        return _page(request, key, rate_form=form, status=error.status)
    thanks = (
        _("It starts again, with a new clock.") if case.status == "in_hand" else _("Thank you. This case has ended.")
    )
    messages.success(request, thanks)
    return redirect("casework:case", key=key)


@signed_in
@require_POST
def withdraw_view(request: HttpRequest, key: str) -> HttpResponse:
    """Take a case of mine back."""
    withdraw_case(actor=actor_of(request), key=key)
    messages.success(request, _("Withdrawn."))
    return redirect("casework:case", key=key)


@signed_in
def mine_view(request: HttpRequest) -> HttpResponse:
    """List what I raised."""
    actor = actor_of(request)
    lines, following = my_cases(actor, before=request.GET.get("before", ""))
    entries = [(line, status_sentence(actor, line)) for line in lines]
    return render(request, "casework/mine.html", {"entries": entries, "following": following, "back_url": "/"})
