"""Webhooks: made, changed, tried, paused and removed by a system administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tongxin.core.errors import ConflictError, RuleBrokenError, TongxinError
from tongxin.core.policy import needs
from tongxin.core.web import actor_of
from tongxin.exchange.reads.endpoints import endpoint_lines, endpoint_lines_of
from tongxin.exchange.rights import SETTINGS, access_endpoint
from tongxin.exchange.web.forms import EndpointForm
from tongxin.exchange.writes.endpoints import (
    change_endpoint,
    make_endpoint,
    pause_endpoint,
    remove_endpoint,
    renew_secret,
    resume_endpoint,
)
from tongxin.exchange.writes.sending import try_endpoint

BACK = "/system/webhooks"


@needs(SETTINGS)
@sensitive_post_parameters("url")
def webhooks_view(request: HttpRequest) -> HttpResponse:
    """Show all webhooks; make one. Its secret stands on the answer, and nowhere else ever again."""
    actor = actor_of(request)
    form = EndpointForm(request.POST or None)
    secret, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _made, secret = make_endpoint(actor=actor, **form.cleaned_data)
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                form, status = EndpointForm(), 200
    context = {"lines": endpoint_lines(actor), "form": form, "secret": secret}
    return render(request, "exchange/webhooks.html", context, status=status)


@needs(SETTINGS)
@sensitive_post_parameters("url")
def webhook_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show how one webhook is doing; change it."""
    actor = actor_of(request)
    found = access_endpoint(actor=actor, key=key)
    form = EndpointForm(request.POST or None, initial={"name": found.name, "kinds": found.kinds}, is_new=False)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_endpoint(actor=actor, key=key, **form.cleaned_data)
            except TongxinError as error:
                form.take(error)
                status = error.status
            else:
                messages.success(request, _("Kept."))
                return redirect("exchange:webhook", key)
    return _page(request, key, form, status=status)


@needs(SETTINGS)
@require_POST
def secret_view(request: HttpRequest, key: str) -> HttpResponse:
    """Take a new secret and show it this once."""
    try:
        found, secret = renew_secret(actor=actor_of(request), key=key)
    except ConflictError as error:
        messages.error(request, str(error.message))
        return redirect("exchange:webhook", key)
    form = EndpointForm(initial={"name": found.name, "kinds": found.kinds}, is_new=False)
    return _page(request, key, form, secret=secret)


@needs(SETTINGS)
@require_POST
def try_view(request: HttpRequest, key: str) -> HttpResponse:
    """Send a test."""
    try:
        try_endpoint(actor=actor_of(request), key=key)
    except RuleBrokenError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The receiver took the test."))
    return redirect("exchange:webhook", key)


@needs(SETTINGS)
@require_POST
def pause_view(request: HttpRequest, key: str) -> HttpResponse:
    """Send nothing for now."""
    pause_endpoint(actor=actor_of(request), key=key)
    messages.success(request, _("Paused. What happens meanwhile waits for seven days."))
    return redirect("exchange:webhook", key)


@needs(SETTINGS)
@require_POST
def resume_view(request: HttpRequest, key: str) -> HttpResponse:
    """Send again."""
    resume_endpoint(actor=actor_of(request), key=key)
    messages.success(request, _("Switched on. What waited is sent now."))
    return redirect("exchange:webhook", key)


@needs(SETTINGS)
@require_POST
def remove_view(request: HttpRequest, key: str) -> HttpResponse:
    """Remove a webhook and what waits for it."""
    remove_endpoint(actor=actor_of(request), key=key)
    messages.success(request, _("Removed."))
    return redirect("exchange:webhooks")


def _page(request: HttpRequest, key: str, form: EndpointForm, *, secret: str = "", status: int = 200) -> HttpResponse:
    (line,) = endpoint_lines_of([access_endpoint(actor=actor_of(request), key=key)])
    context = {"line": line, "form": form, "secret": secret, "back_url": BACK}
    return render(request, "exchange/webhook.html", context, status=status)
