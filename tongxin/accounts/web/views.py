"""Signing in and out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tongxin.accounts.external.web.session import way_of_session
from tongxin.accounts.facts import SIGN_IN_FAILED, SIGNED_OUT
from tongxin.accounts.sign_in import Entry, check_secret
from tongxin.accounts.texts.gateway import is_set_up
from tongxin.accounts.web.again import kept_form
from tongxin.accounts.web.entering import begin, safe_next, without_traces
from tongxin.accounts.web.forms import SignInForm
from tongxin.accounts.writes.sign_ins import forget
from tongxin.core.errors import TooManyError
from tongxin.core.policy import NOBODY, public, signed_in
from tongxin.core.web import actor_of
from tongxin.journal.public import note


@public
@sensitive_post_parameters("password")
def sign_in_view(request: HttpRequest) -> HttpResponse:
    """Sign in. A form that was sent without a session goes on from here."""
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                entry = check_secret(form.cleaned_data["name"], form.cleaned_data["password"])
            except TooManyError as error:
                form.add_error(None, str(error.message))
                status = error.status
            else:
                if entry is not None:
                    return _entered(request, entry)
                note(SIGN_IN_FAILED, actor=NOBODY)
                form.add_error(None, _("Number or password is not right. Check both and try again."))
    context = {"form": form, "next": safe_next(request), "kept": kept_form(request), "by_text": is_set_up()}
    return render(request, "accounts/sign_in.html", context, status=status)


def _entered(request: HttpRequest, entry: Entry) -> HttpResponse:
    if entry.code is None:
        return begin(request, entry.user)
    return begin(request, entry.user, way="code", code=entry.code)


@signed_in
@require_POST
def sign_out_view(request: HttpRequest) -> HttpResponse:
    """Sign out; the browser forgets what it kept of the pages."""
    note(SIGNED_OUT, actor=actor_of(request))
    forget(request.session.session_key or "")
    way = way_of_session(request)
    logout(request)
    return without_traces(redirect(f"{reverse('accounts:sign-in')}{f'?left={way}' if way else ''}"))
