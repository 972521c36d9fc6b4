"""Bindings as their owner and the system administrator see them."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from tongxin.accounts.external.reads import BoundWay, bindings_of
from tongxin.accounts.external.ways import label_of
from tongxin.accounts.external.web.forms import NumberForm, PasswordOnlyForm
from tongxin.accounts.external.writes import release, unbind
from tongxin.accounts.models import User
from tongxin.accounts.sign_in import check_password
from tongxin.core.errors import NotFoundError, TongxinError
from tongxin.core.policy import needs, signed_in
from tongxin.core.web import actor_of

ACCOUNT_MANAGE = "accounts.user.manage"  # declared by the organisation, which knows who holds it


@signed_in
@sensitive_post_parameters("password")
def unbind_view(request: HttpRequest, binding: int) -> HttpResponse:
    """End a binding of mine, with my password: without one nobody could sign in afterwards."""
    user = cast("User", request.user)
    mine = _mine(user, binding)
    form, status = PasswordOnlyForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                right = check_password(user.number, form.cleaned_data["password"]) == user
            except TongxinError as error:
                form.add_error(None, str(error.message))
                status = error.status
            else:
                if right:
                    unbind(actor=actor_of(request), user=user, binding_id=binding)
                    messages.success(request, _("It is unbound. You sign in with your password from now on."))
                    return redirect("portal:me")
                form.add_error("password", _("The present password is not right."))
    context = {
        "form": form,
        "heading": _("Unbind %(way)s") % {"way": mine.label},
        "text": _("%(way)s opens your account no longer. You can bind it again at the sign-in.") % {"way": mine.label},
        "button": _("Unbind"),
        "back": reverse("portal:me"),
    }
    return render(request, "accounts/external_step.html", context, status=status)


@needs(ACCOUNT_MANAGE)
@require_safe
def bindings_view(request: HttpRequest) -> HttpResponse:
    """Find the bindings of an account by staff number."""
    form = NumberForm(request.GET or None)
    number = form.cleaned_data["number"].strip() if form.is_bound and form.is_valid() else ""
    user = User.objects.filter(number=number).first() if number else None
    bound = bindings_of(user, unreleased=True) if user else []
    context = {"form": form, "number": number, "user_found": user, "bound": bound}
    return render(request, "accounts/bindings.html", context)


@needs(ACCOUNT_MANAGE)
@require_POST
def release_view(request: HttpRequest) -> HttpResponse:
    """Release the binding of an account, so that its owner may bind another identity with his password."""
    number, way = request.POST.get("number", ""), request.POST.get("way", "")
    user = User.objects.filter(number=number).first()
    if user is None:
        raise NotFoundError
    release(actor=actor_of(request), user=user, way=way)
    messages.success(
        request, _("%(way)s is released. The owner binds anew with the password.") % {"way": label_of(way)}
    )
    return redirect(f"{reverse('external:bindings')}?number={user.number}")


def _mine(user: User, binding: int) -> BoundWay:
    found = next((one for one in bindings_of(user) if one.id == binding), None)
    if found is None:
        raise NotFoundError
    return found
