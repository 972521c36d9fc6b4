"""Choosing a password: a new one for the present one, or the first one with a sign-in code."""

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tongxin.accounts.models import User
from tongxin.accounts.web.again import KEPT, resume
from tongxin.accounts.web.first_password import CODE, must_choose
from tongxin.accounts.web.forms import NewPasswordForm, PasswordForm
from tongxin.accounts.writes.codes import end_own_codes, use_code
from tongxin.accounts.writes.passwords import set_password
from tongxin.core.errors import TongxinError
from tongxin.core.policy import signed_in
from tongxin.core.web import actor_of


@signed_in
@sensitive_post_parameters("old", "password")
def password_view(request: HttpRequest) -> HttpResponse:
    """Change my password, or choose one with the code with which I came in."""
    by_code = CODE in request.session
    form = (NewPasswordForm if by_code else PasswordForm)(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _changed(request, form):
            kept = request.session.pop(KEPT, "")
            messages.success(request, _("The new password is in force."))
            return resume(request, kept) if kept else redirect("portal:home")
    must = must_choose(request)
    context = {"form": form, "must": must, "by_code": by_code, "back_url": "" if must else "/me"}
    return render(request, "accounts/password.html", context, status=status)


def _changed(request: HttpRequest, form: NewPasswordForm) -> bool:
    user = cast("User", request.user)
    try:
        if isinstance(form, PasswordForm):
            if not user.check_password(form.cleaned_data["old"]):
                form.add_error("old", _("The present password is not right."))
                return False
            actor = actor_of(request)
            set_password(actor=actor, user=user, password=form.cleaned_data["password"], own=(actor.name,))
        else:
            _use_code(request, form.cleaned_data["password"])
    except TongxinError as error:
        form.add_error(error.field or None, str(error.message))
        return False
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    return True


def _use_code(request: HttpRequest, password: str) -> None:
    actor, code_id = actor_of(request), request.session[CODE]
    use_code(actor=actor, code_id=code_id, password=password)
    del request.session[CODE]


@signed_in
@require_POST
def end_codes_view(request: HttpRequest) -> HttpResponse:
    """Make the code for my account invalid: I did not ask for it."""
    end_own_codes(actor=actor_of(request))
    messages.success(request, _("The code is invalid. Tell your security administrator that you did not ask for it."))
    return redirect("portal:me")
