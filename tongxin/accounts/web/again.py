"""A form that arrives after the session was lost: what was typed goes through the sign-in, and on by a press.

The fields travel sealed inside the sign-in page, so nothing is stored and nobody can read or change them there. They go
on only to the one to whom the form was shown: on a shared device somebody else may be the next to sign in.
"""

import json
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tongxin.accounts.models import User
from tongxin.accounts.web.forms import SignInForm
from tongxin.core import crypto
from tongxin.core.belonging import form_mark

SALT = "accounts.kept_form"
HOURS = 12
KEPT = "kept_form"  # in the session, while a password must be chosen first
OWN_FIELDS = {"csrfmiddlewaretoken", "password", "old"}
OWNER = "_for"


def keep_and_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the sign-in and keep what was sent. Pictures and files must be chosen again."""
    had_files = bool(request.FILES)
    context = {"form": SignInForm(), "next": "", "kept": kept_of(request), "lost": True, "had_files": had_files}
    return render(request, "accounts/sign_in.html", context, status=401)


def kept_of(request: HttpRequest) -> str:
    """Return what was sent, sealed, without what proves who sent it."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in OWN_FIELDS for value in values]
    form = {"to": request.get_full_path(), "for": request.POST.get(OWNER, ""), "fields": fields}
    return signing.dumps(crypto.seal(json.dumps(form), SALT), salt=SALT)


def kept_form(request: HttpRequest) -> str:
    """Return the kept form that came with the sign-in, if it is ours and not too old."""
    kept = request.POST.get("kept", "")
    try:
        opened(kept)
    except (signing.BadSignature, crypto.UnreadableError):
        return ""
    return kept


def opened(kept: str) -> dict[str, Any]:
    """Return where a kept form leads, whose it is, and its fields. Raises BadSignature or UnreadableError."""
    form: dict[str, Any] = json.loads(crypto.unseal(signing.loads(kept, salt=SALT, max_age=HOURS * 3600), SALT))
    return form


def own_form(request: HttpRequest, user: User, kept: str) -> str:
    """Return a kept form to the one to whom it was shown. Whoever else signs in is told that it was thrown away.

    One that names nobody belongs to nobody.
    """
    if not kept or constant_time_compare(opened(kept)["for"], form_mark(user.pk)):
        return kept
    messages.warning(request, _("A form that somebody else had begun on this device was thrown away unread."))
    return ""


def resume(request: HttpRequest, kept: str) -> HttpResponse:
    """Show what was typed, to be sent on now."""
    form = opened(kept)
    texts = [value for name, value in form["fields"] if not name.startswith("_") and len(value) > 1]
    context = {"to": form["to"], "fields": form["fields"], "longest": max(texts, key=len, default="")}
    return render(request, "accounts/resume.html", context)
