"""How I am told outside the product: ways, address, hours."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongxin.core.errors import TongxinError
from tongxin.core.policy import signed_in
from tongxin.core.web import actor_of
from tongxin.inbox.reads.telling import my_telling
from tongxin.inbox.web.forms import AddressForm, ChoiceForm, CodeForm, Form
from tongxin.inbox.writes.addresses import ask_for_address, confirm_address, remove_address
from tongxin.inbox.writes.preferences import choose

NAMES = {ChoiceForm: "choice_form", AddressForm: "address_form", CodeForm: "code_form"}


@signed_in
def telling_view(request: HttpRequest) -> HttpResponse:
    """Show what I chose; choose ways and hours."""
    if request.method != "POST":
        return _page(request)
    form = ChoiceForm(request.POST)

    def keep() -> None:
        ways = {"by_mail": form.cleaned_data["by_mail"], "by_robot": form.cleaned_data["by_robot"]}
        choose(actor=actor_of(request), **ways, hours=form.hours())

    return _done(request, form, keep, _("Kept."))


@signed_in
@require_POST
def address_view(request: HttpRequest) -> HttpResponse:
    """Enter an address; a code is sent to it."""
    form = AddressForm(request.POST)

    def ask() -> None:
        ask_for_address(actor=actor_of(request), address=form.cleaned_data["address"])

    return _done(request, form, ask, _("A code is on its way. Look at your mail."))


@signed_in
@require_POST
def code_view(request: HttpRequest) -> HttpResponse:
    """Bring the code back."""
    form = CodeForm(request.POST)

    def confirm() -> None:
        confirm_address(actor=actor_of(request), code=form.cleaned_data["code"])

    return _done(request, form, confirm, _("Your address is confirmed. Mail is on."))


@signed_in
@require_POST
def remove_address_view(request: HttpRequest) -> HttpResponse:
    """Take my address away."""
    remove_address(actor=actor_of(request))
    messages.success(request, _("Your address is removed. No more mail."))
    return redirect("inbox:telling")


def _done(request: HttpRequest, form: Form, act: Callable[[], None], words: str) -> HttpResponse:
    status = 422
    if form.is_valid():
        try:
            act()
        except TongxinError as error:
            form.take(error)
            status = error.status
        else:
            messages.success(request, words)
            return redirect("inbox:telling")
    return _page(request, form, status)


def _page(request: HttpRequest, form: Form | None = None, status: int = 200) -> HttpResponse:
    mine = my_telling(actor_of(request))
    context: dict[str, object] = {
        "mine": mine,
        "choice_form": ChoiceForm(initial=mine.choice),
        "address_form": AddressForm(),
        "code_form": CodeForm(),
        "back_url": "/me",
    }
    if form is not None:
        context[NAMES[type(form)]] = form
    return render(request, "inbox/telling.html", context, status=status)
