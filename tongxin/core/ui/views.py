"""Two pages that belong to no app: the view settings, and the gallery of components."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from tongxin.core.errors import BadInputError
from tongxin.core.policy import public, require
from tongxin.core.ui.choices import CHOICES
from tongxin.core.ui.specimens import specimens

YEAR = 365 * 24 * 3600


@public
@require_POST
def set_view(request: HttpRequest) -> HttpResponse:
    """Keep the language, colours and size this device is read in, for a year, and go back to the page."""
    response = HttpResponseRedirect(_safe(request, request.POST.get("next", "/")))
    for choice in CHOICES:
        value = request.POST.get(choice.name)
        if value is None:
            continue
        known = value in choice.words
        require(known, BadInputError, _("There is no such setting. Choose one of those shown."), field=choice.name)
        response.set_cookie(
            choice.cookie,
            value,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def _safe(request: HttpRequest, address: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else "/"


@public
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "ui/gallery.html", specimens(request))
