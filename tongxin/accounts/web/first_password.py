"""Whoever came in with a code, or with a password that somebody else set, has one door: choosing an own password."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongxin.accounts.writes.passwords import is_too_old
from tongxin.core.htmx import wants_fragment
from tongxin.core.policy import EVERYONE, mark_of
from tongxin.core.web import GetResponse

OPEN = {"accounts:password", "accounts:sign-out", "accounts:notice"}
CODE = "sign_in_code"


class FirstPasswordMiddleware:
    """Leads to the choice of a password, whatever was asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; the decision is in ``process_view``."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:  # noqa: ARG002
        """Let pass what is open to everyone, the choice itself and the way out."""
        if not must_choose(request) or mark_of(view) == EVERYONE:
            return None
        if request.resolver_match is not None and request.resolver_match.view_name in OPEN:
            return None
        if wants_fragment(request):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("accounts:password")})
        return redirect("accounts:password")


def must_choose(request: HttpRequest) -> bool:
    """Return whether whoever is signed in must choose a password first."""
    if not request.user.is_authenticated:
        return False
    return request.user.must_change_password or CODE in request.session or is_too_old(request.user)
