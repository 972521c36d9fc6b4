"""The two texts that everybody may read: the usage norms and the privacy notice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tongxin.core.policy import public
from tongxin.core.ui.dates import day_full
from tongxin.portal.texts import PublicText
from tongxin.portal.texts.norms import NORMS
from tongxin.portal.texts.privacy import PRIVACY


@public
def norms_view(request: HttpRequest) -> HttpResponse:
    """Show whom the platform is for and what it never does."""
    return _shown(request, NORMS)


@public
def privacy_view(request: HttpRequest) -> HttpResponse:
    """Show what is kept, what for, how long and who reads it."""
    return _shown(request, PRIVACY)


def _shown(request: HttpRequest, text: PublicText) -> HttpResponse:
    context = {"text": text, "since": day_full(text.since), "back_url": "/"}
    return render(request, "portal/public_text.html", context)
