"""My sign-in: second factors, recovery codes, and where I am signed in."""

from typing import cast

import pyotp
import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from tongxin.accounts.models import User
from tongxin.accounts.web import passkeys
from tongxin.accounts.web.forms import AppForm, ConfirmForm, PasskeyForm
from tongxin.accounts.web.gate import WITH_FACTOR, needs_factor
from tongxin.accounts.writes.factors import add_app, add_passkey, new_recovery_codes, remove_factor
from tongxin.accounts.writes.sign_ins import digest_of, end_sign_ins, sign_ins_of
from tongxin.core.errors import BadInputError
from tongxin.core.policy import signed_in
from tongxin.core.web import actor_of

APP = "app_being_added"


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


@signed_in
@require_GET
def vouching_view(request: HttpRequest) -> HttpResponse:
    """Say that two people must vouch for this account before its duties count."""
    return render(request, "accounts/vouching.html", {"number": _user(request).number})


@signed_in
@require_GET
def own_view(request: HttpRequest) -> HttpResponse:
    """Show my second factors and sessions."""
    user = _user(request)
    left = user.recovery_codes.filter(used_at=None).count()
    context = {
        "factors": user.factors.order_by("pk"),
        "codes_left": left,
        "sign_ins": sign_ins_of(user),
        "here": digest_of(request.session.session_key or ""),
        "demanded": needs_factor(request),
        "back_url": "/me",
    }
    return render(request, "accounts/own.html", context)


@signed_in
@sensitive_post_parameters("typed", "password")
def app_view(request: HttpRequest) -> HttpResponse:
    """Add an authenticator app."""
    user, form = _user(request), AppForm(request.POST or None, user=_user(request))
    if request.method == "POST" and form.is_valid() and APP in request.session:
        values = form.cleaned_data
        try:
            secret = request.session[APP]
            add_app(actor=actor_of(request), user=user, secret=secret, typed=values["typed"], label=values["label"])
        except BadInputError as error:
            form.add_error(error.field, str(error.message))
        else:
            del request.session[APP]
            return _added(request, user)
    secret = request.session.setdefault(APP, pyotp.random_base32())
    address = pyotp.TOTP(secret).provisioning_uri(name=user.number, issuer_name="Tongxin")
    picture = segno.make(address, micro=False).svg_data_uri(scale=5, border=3)
    context = {"form": form, "secret": secret, "picture": picture, "back_url": "/me/sign-in"}
    return render(request, "accounts/app.html", context, status=422 if form.errors else 200)


@signed_in
@sensitive_post_parameters("password", "answer")
def own_passkey_view(request: HttpRequest) -> HttpResponse:
    """Add a passkey."""
    user, actor = _user(request), actor_of(request)
    form = PasskeyForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        values, ceremony = form.cleaned_data, passkeys.ceremony(request)
        try:
            add_passkey(actor=actor, user=user, answer=values["answer"], ceremony=ceremony, label=values["label"])
        except BadInputError as error:
            form.add_error(None, str(error.message))
        else:
            return _added(request, user)
    context = {"form": form, "options": passkeys.to_make(request, user, actor.name), "back_url": "/me/sign-in"}
    return render(request, "accounts/own_passkey.html", context, status=422 if form.errors else 200)


def _added(request: HttpRequest, user: User) -> HttpResponse:
    messages.success(request, _("Added. From now on it is asked for at the sign-in."))
    if user.recovery_codes.filter(used_at=None).exists():
        return redirect("accounts:own")
    return _recovery(request, user)


def _recovery(request: HttpRequest, user: User) -> HttpResponse:
    codes = new_recovery_codes(actor=actor_of(request), user=user)
    return render(request, "accounts/recovery.html", {"codes": codes, "number": user.number, "back_url": "/me/sign-in"})


@signed_in
@sensitive_post_parameters("password")
def recovery_view(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, after the password."""
    user, form = _user(request), ConfirmForm(request.POST or None, user=_user(request))
    if request.method == "POST" and form.is_valid() and user.factors.exists():
        return _recovery(request, user)
    context = {"form": form, "title": _("New recovery codes"), "button": _("Make them"), "back_url": "/me/sign-in"}
    return render(request, "accounts/confirm.html", context, status=422 if form.errors else 200)


@signed_in
@sensitive_post_parameters("password")
def remove_view(request: HttpRequest, key: str) -> HttpResponse:
    """Remove a second factor, after the password."""
    user, form = _user(request), ConfirmForm(request.POST or None, user=_user(request))
    if request.method == "POST" and form.is_valid():
        remove_factor(actor=actor_of(request), user=user, key=key)
        request.session.pop(WITH_FACTOR, None)
        messages.success(request, _("It is taken away."))
        return redirect("accounts:own")
    context = {"form": form, "title": _("Remove it?"), "button": _("Take it away"), "back_url": "/me/sign-in"}
    return render(request, "accounts/confirm.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def end_others_view(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    end_sign_ins(actor=actor_of(request), user=_user(request), keep=request.session.session_key or "")
    messages.success(request, _("Signed out everywhere else."))
    return redirect("accounts:own")
