"""Signing in and out, and changing one's password."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tongxin.accounts.facts import SIGN_IN_FAILED, SIGNED_IN, SIGNED_OUT
from tongxin.accounts.models import User
from tongxin.accounts.sign_in import check_password
from tongxin.accounts.web.again import kept_form, resume
from tongxin.accounts.web.forms import PasswordForm, SignInForm
from tongxin.accounts.writes import set_password
from tongxin.core.errors import BadInputError, TooManyError
from tongxin.core.policy import NOBODY, public, signed_in
from tongxin.core.web import actor_of
from tongxin.journal.public import note

BACKEND = "tongxin.accounts.sign_in.NumberOrPhoneBackend"


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
                user = check_password(form.cleaned_data["name"], form.cleaned_data["password"])
            except TooManyError as error:
                form.add_error(None, str(error.message))
                status = error.status
            else:
                if user is not None:
                    return _signed_in(request, user)
                note(SIGN_IN_FAILED, actor=NOBODY)
                form.add_error(None, _("Number or password is not right. Check both and try again."))
    context = {"form": form, "next": _safe_next(request), "kept": kept_form(request)}
    return render(request, "accounts/sign_in.html", context, status=status)


def _signed_in(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user, backend=BACKEND)
    note(SIGNED_IN, actor=NOBODY, object=f"accounts.user:{user.pk}")
    kept = kept_form(request)
    if kept:
        return resume(request, kept)
    if user.must_change_password:
        return redirect("accounts:password")
    return redirect(_safe_next(request) or "portal:home")


def _safe_next(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else ""


@signed_in
@require_POST
def sign_out_view(request: HttpRequest) -> HttpResponse:
    """Sign out; the browser forgets what it kept of the pages."""
    note(SIGNED_OUT, actor=actor_of(request))
    logout(request)
    response = redirect("accounts:sign-in")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@signed_in
@sensitive_post_parameters("old", "password")
def password_view(request: HttpRequest) -> HttpResponse:
    """Change my password."""
    user = cast("User", request.user)
    form = PasswordForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _changed(request, user, form):
            messages.success(request, _("The new password is in force."))
            return redirect("portal:home")
    context = {"form": form, "must": user.must_change_password, "back_url": "" if user.must_change_password else "/me"}
    return render(request, "accounts/password.html", context, status=status)


def _changed(request: HttpRequest, user: User, form: PasswordForm) -> bool:
    if not user.check_password(form.cleaned_data["old"]):
        form.add_error("old", _("The present password is not right."))
        return False
    try:
        set_password(actor=actor_of(request), user=user, password=form.cleaned_data["password"])
    except BadInputError as error:
        form.add_error(error.field, str(error.message))
        return False
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    return True
