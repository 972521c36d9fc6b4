"""A password that somebody else set opens one door only: the page on which its owner changes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from tongxin.core.htmx import wants_fragment
from tongxin.core.policy import EVERYONE, mark_of
from tongxin.core.web import GetResponse

OPEN = {"accounts:password", "accounts:sign-out"}


class FirstPasswordMiddleware:
    """Leads whoever signed in with a password set by an administrator to its change, whatever he asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; the decision is in ``process_view``."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:  # noqa: ARG002
        """Let pass what is open to everyone, the change itself and the way out."""
        if not getattr(request.user, "must_change_password", False) or mark_of(view) == EVERYONE:
            return None
        if request.resolver_match is not None and request.resolver_match.view_name in OPEN:
            return None
        if wants_fragment(request):
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("accounts:password")})
        return redirect("accounts:password")
