"""The way in by a name and password of another system that are typed here."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tongxin.accounts.external.identity import Identity
from tongxin.accounts.external.ldap.way import LdapWay
from tongxin.accounts.external.web.forms import DomainForm
from tongxin.accounts.external.web.session import arrive
from tongxin.accounts.facts import EXTERNAL_REFUSED, SIGN_IN_FAILED
from tongxin.accounts.sign_in import guarded_tries
from tongxin.accounts.web.entering import safe_next
from tongxin.core.errors import TongxinError
from tongxin.core.policy import NOBODY
from tongxin.journal.public import note
from tongxin.words.public import normalise


def typed(request: HttpRequest, way: LdapWay) -> HttpResponse:
    """Ask for the name and password of the domain, and go on as after every other way."""
    form, status = DomainForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                identity = _identity(way, form)
            except TongxinError as error:
                note(EXTERNAL_REFUSED, actor=NOBODY, way=way.code, reason=error.code)
                form.add_error(None, str(error.message))
                status = error.status
            else:
                if identity is not None:
                    return arrive(request, identity, safe_next(request))
    context = {
        "form": form,
        "heading": way.label,
        "text": _("With the name and password of your company computer. They are not kept here."),
        "button": _("Sign in"),
    }
    return render(request, "accounts/external_step.html", context, status=status)


def _identity(way: LdapWay, form: forms.Form) -> Identity | None:
    """Return who proves the name; wrong tries lock it here too, so that nobody guesses there through us."""
    name, password = form.cleaned_data["name"], form.cleaned_data["password"]
    found: list[Identity] = []

    def passes() -> bool:
        identity = way.identify(name, password)
        if identity is not None:
            found.append(identity)
        return bool(found)

    if guarded_tries(f"{way.code}\n{normalise(name)}", passes):
        return found[0]
    note(SIGN_IN_FAILED, actor=NOBODY, way=way.code)
    form.add_error(None, _("Name or password is not right. Check both and try again."))
    return None
