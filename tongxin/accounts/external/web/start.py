"""The way to another system, and the way out of it."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tongxin.accounts.external import flow
from tongxin.accounts.external.ldap.way import LdapWay
from tongxin.accounts.external.oidc.way import OidcWay
from tongxin.accounts.external.ways import redirect_way, way_of
from tongxin.accounts.external.web.typed import typed
from tongxin.accounts.web.entering import safe_next
from tongxin.core.errors import NotFoundError
from tongxin.core.policy import public


def callback_of(request: HttpRequest, way: str) -> str:
    """Return the address to which the other system sends the browser back."""
    return request.build_absolute_uri(reverse("external:back", args=[way]))


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def start_view(request: HttpRequest, way: str) -> HttpResponse:
    """Begin a sign-in at another system. A link, not a form: the content policy lets no form lead elsewhere."""
    asked = way_of(way)
    if isinstance(asked, LdapWay):
        return typed(request, asked)
    found = redirect_way(way)
    if found is None:
        raise NotFoundError
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    begun = flow.begin(request.session, way, safe_next(request))
    return redirect(found.address(begun, callback_of(request, way)))


@public
@require_safe
def leave_view(request: HttpRequest, way: str) -> HttpResponse:
    """Go on to end the session at the provider too, after it ended here."""
    found = way_of(way)
    if not isinstance(found, OidcWay):
        raise NotFoundError
    back = request.build_absolute_uri(reverse("accounts:sign-in"))
    return redirect(found.leaving(back) or back)
