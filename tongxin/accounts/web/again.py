"""A form that arrives after the session was lost: what was typed goes through the sign-in, and on by a press.

The fields travel signed inside the sign-in page, so nothing is stored and nobody else can read or change them.
"""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongxin.accounts.web.forms import SignInForm

SALT = "accounts.kept_form"
HOURS = 12
OWN_FIELDS = {"csrfmiddlewaretoken", "password", "old"}


def keep_and_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the sign-in and keep what was sent. Pictures and files must be chosen again."""
    fields = [(name, value) for name, values in request.POST.lists() if name not in OWN_FIELDS for value in values]
    kept = signing.dumps({"to": request.get_full_path(), "fields": fields}, salt=SALT, compress=True)
    context = {"form": SignInForm(), "next": "", "kept": kept, "lost": True, "had_files": bool(request.FILES)}
    return render(request, "accounts/sign_in.html", context, status=401)


def kept_form(request: HttpRequest) -> str:
    """Return the kept form that came with the sign-in, if it is ours and not too old."""
    kept = request.POST.get("kept", "")
    try:
        signing.loads(kept, salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return ""
    return kept


def resume(request: HttpRequest, kept: str) -> HttpResponse:
    """Show what was typed, to be sent on now."""
    form = signing.loads(kept, salt=SALT, max_age=HOURS * 3600)
    texts = [value for name, value in form["fields"] if not name.startswith("_") and len(value) > 1]
    context = {"to": form["to"], "fields": form["fields"], "longest": max(texts, key=len, default="")}
    return render(request, "accounts/resume.html", context)
