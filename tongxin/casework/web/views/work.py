"""What a handler and a supervisor do with a case: accept, hand on, reply, answer, stop, restart, extend."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.casework.book import extension_rule
from tongxin.casework.rights import HANDLE, SUPERVISE, access_case, can_see_title
from tongxin.casework.web.forms import ExtendForm, Form, HandOnForm, ReplyForm, StopForm
from tongxin.casework.web.views.queue import show_work
from tongxin.casework.writes.accepting import accept_case
from tongxin.casework.writes.answering import answer_case
from tongxin.casework.writes.moving import hand_on_case
from tongxin.casework.writes.talking import note, say
from tongxin.casework.writes.timing import extend_case, restart_case_clock, stop_case_clock
from tongxin.core.errors import TongxinError
from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.rulebook.public import cited


@needs(HANDLE)
@require_POST
def accept_view(request: HttpRequest, key: str) -> HttpResponse:
    """Take a case in hand."""
    accept_case(actor=actor_of(request), key=key)
    messages.success(request, _("Accepted. You have it in hand now."))
    return redirect(f"{reverse('casework:work', args=[key])}#id_text")  # a browser focuses the field that is named


@needs(HANDLE)
@require_POST
def restart_view(request: HttpRequest, key: str) -> HttpResponse:
    """Let the clock run again."""
    restart_case_clock(actor=actor_of(request), key=key)
    messages.success(request, _("The clock runs again."))
    return redirect("casework:work", key=key)


@needs(HANDLE)
@require_POST
def reply_view(request: HttpRequest, key: str) -> HttpResponse:
    """Write to the raiser, note something, or answer. A refusal keeps what was typed."""
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_work(request, key, reply=form, status=422)
    actor, values = actor_of(request), form.cleaned_data
    to, text, attachments = values["to"], values["text"], values["attachments"]
    try:
        if to == "note":
            note(actor=actor, key=key, text=text)
        elif to == "answer":
            answer_case(actor=actor, key=key, text=text, version=values["version"], attachments=attachments)
        else:
            say(actor=actor, key=key, text=text, attachments=attachments)
    except TongxinError as error:
        if error.status in (403, 404):
            raise
        form.take(error)
        return show_work(request, key, reply=form, status=error.status)
    messages.success(request, {"note": _("Noted."), "answer": _("Answered.")}.get(to, _("Sent.")))
    return redirect(f"{reverse('casework:work', args=[key])}#newest")


@needs(HANDLE, SUPERVISE)
def hand_on_view(request: HttpRequest, key: str) -> HttpResponse:
    """Say which unit is responsible."""

    def do(form: Form) -> None:
        hand_on_case(actor=actor_of(request), key=key, **form.cleaned_data)

    done = _("Handed on.")
    return _step(request, key, HandOnForm(request.POST or None), do, "casework/hand_on.html", done, leave=True)


@needs(HANDLE)
def stop_view(request: HttpRequest, key: str) -> HttpResponse:
    """Stop the clock."""

    def do(form: Form) -> None:
        stop_case_clock(actor=actor_of(request), key=key, **form.cleaned_data)

    return _step(request, key, StopForm(request.POST or None), do, "casework/stop.html", _("The clock stands still."))


@needs(SUPERVISE)
def extend_view(request: HttpRequest, key: str) -> HttpResponse:
    """Give more time."""

    def do(form: Form) -> None:
        extend_case(actor=actor_of(request), key=key, **form.cleaned_data)

    return _step(request, key, ExtendForm(request.POST or None), do, "casework/extend.html", _("Extended."))


def _step(
    request: HttpRequest,
    key: str,
    form: Form,
    do: Callable[[Form], None],
    template: str,
    done: str,
    *,
    leave: bool = False,
) -> HttpResponse:
    """Show a small form; do what it says; after a refusal show it again with what was typed."""
    actor = actor_of(request)
    case = access_case(actor=actor, key=key)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                do(form)
            except TongxinError as error:
                if error.status in (403, 404):
                    raise
                form.take(error)
                status = error.status
            else:
                messages.success(request, done)
                return redirect("casework:queue") if leave else redirect("casework:work", key=key)
    title = case.words.title if can_see_title(actor, case) else ""
    rule = extension_rule()[0]
    context = {"form": form, "case": case, "title": title, "rule": rule, "source": cited(str(rule.source))}
    return render(request, template, context, status=status)
