"""The second step of signing in, and signing in by a passkey alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from tongxin.accounts.facts import SIGN_IN_FAILED
from tongxin.accounts.models import User
from tongxin.accounts.sign_in import guarded_tries
from tongxin.accounts.web import passkeys
from tongxin.accounts.web.entering import enter, go_on, half_entered
from tongxin.accounts.web.forms import SecondForm
from tongxin.accounts.writes.factors import PASSKEY, TOTP, take_number, take_passkey
from tongxin.core.errors import TooManyError
from tongxin.core.policy import NOBODY, public
from tongxin.core.web import actor_of
from tongxin.journal.public import note


@public
@sensitive_post_parameters("typed", "answer")
def second_view(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of whoever has just given the first one."""
    user = half_entered(request)
    if user is None:
        return redirect("accounts:sign-in")
    form, status = SecondForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        status = 422
        try:
            if guarded_tries(f"second:{user.pk}", lambda: _fits(request, user, form)):
                return go_on(request, user)
            note(SIGN_IN_FAILED, actor=NOBODY, object=f"accounts.user:{user.pk}")
            form.add_error(None, _("This does not fit. Try the next number, or a recovery code."))
        except TooManyError as error:
            form.add_error(None, str(error.message))
            status = error.status
    kinds = set(user.factors.values_list("kind", flat=True))
    options = passkeys.to_ask(request, user) if PASSKEY in kinds else ""
    context = {"form": form, "options": options, "with_app": TOTP in kinds}
    return render(request, "accounts/second.html", context, status=status)


def _fits(request: HttpRequest, user: User, form: SecondForm) -> bool:
    answer, actor = form.cleaned_data["answer"], actor_of(request)
    if answer:
        ceremony = passkeys.ceremony(request)
        return take_passkey(actor=actor, answer=answer, ceremony=ceremony, user=user) is not None
    return take_number(actor=actor, user=user, typed=form.cleaned_data["typed"])


@public
@sensitive_post_parameters("answer")
def passkey_view(request: HttpRequest) -> HttpResponse:
    """Sign in by a passkey alone: it shows both that one has it and, by finger, face or number, that one is oneself."""
    refused = ""
    if request.method == "POST":
        ceremony = passkeys.ceremony(request)
        found = take_passkey(actor=actor_of(request), answer=request.POST.get("answer", ""), ceremony=ceremony)
        if found is not None:
            return enter(request, found.user, way="passkey")
        note(SIGN_IN_FAILED, actor=NOBODY)
        refused = _("This passkey does not fit here. Sign in with the password.")
    context = {"options": passkeys.to_ask(request), "refused": refused}
    return render(request, "accounts/passkey.html", context, status=422 if refused else 200)
