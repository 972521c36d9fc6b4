"""Coming in with a code by text message: ask for one, then type it and choose a password."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from tongxin.accounts.facts import SIGN_IN_FAILED
from tongxin.accounts.texts.gateway import is_set_up
from tongxin.accounts.web.again import kept_form
from tongxin.accounts.web.entering import begin, safe_next
from tongxin.accounts.writes.texted import ask_for_text, check_text
from tongxin.core.errors import NotFoundError, TooManyError
from tongxin.core.policy import NOBODY, public
from tongxin.journal.public import note


class AskForm(forms.Form):
    """Whose code."""

    name = forms.CharField(
        label=gettext_lazy("Staff number"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )


class TextForm(forms.Form):
    """The code as it was sent."""

    name = forms.CharField(max_length=80, widget=forms.HiddenInput)
    asked = forms.CharField(max_length=22, widget=forms.HiddenInput)
    typed = forms.CharField(
        label=gettext_lazy("Code from the text message"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "pattern": "[0-9 ]*"}
        ),
    )


@public
@sensitive_post_parameters("typed")
def text_view(request: HttpRequest) -> HttpResponse:
    """Ask for a code, then come in with it. Where no gateway is set up there is no such page."""
    if not is_set_up():
        raise NotFoundError
    if "typed" in request.POST:
        return _enter(request)
    form, status = AskForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            name = form.cleaned_data["name"]
            try:
                row = ask_for_text(actor=NOBODY, name=name, address=address_of(request))
            except TooManyError as error:
                form.add_error(None, str(error.message))
                status = error.status
            else:
                return _page(request, TextForm(initial={"name": name, "asked": row.key}), sent=True)
    return _page(request, form, status=status)


def _enter(request: HttpRequest) -> HttpResponse:
    form, status = TextForm(request.POST), 422
    if form.is_valid():
        try:
            entry = check_text(**form.cleaned_data)
        except TooManyError as error:
            form.add_error(None, str(error.message))
            status = error.status
        else:
            if entry is not None:
                return begin(request, entry.user, way="text", code=entry.code)
            note(SIGN_IN_FAILED, actor=NOBODY)
            form.add_error("typed", _("This code is not right, or counts no longer. Check it, or have a new one sent."))
    return _page(request, form, sent=True, status=status)


def _page(request: HttpRequest, form: forms.Form, *, sent: bool = False, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "sent": sent,
        "name": form["name"].value() or "",
        "next": safe_next(request),
        "kept": kept_form(request),
    }
    response = render(request, "accounts/text.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def address_of(request: HttpRequest) -> str:
    """Return from where somebody asks: behind a proxy of ours what it says last, else the other end of the line."""
    told = request.headers.get("X-Forwarded-For", "") if settings.PROXY_TLS else ""
    return told.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
