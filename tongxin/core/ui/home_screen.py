"""The product on the home screen of a device, and what it shows there without a connection.

The worker of the device keeps files of the front end and one page that says that there is no connection; never a page
with anybody's data (docs/decisions/0013).
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from tongxin.core.languages import known_language
from tongxin.core.policy import NOBODY, public

WORKER = Path(__file__).with_name("static") / "ui" / "service_worker.js"
ICONS = (
    ("ui/icon-192.png", "192x192", "any"),
    ("ui/icon-512.png", "512x512", "any"),
    ("ui/icon-maskable-512.png", "512x512", "maskable"),
)
PAPER = "#faf8f4"  # as in tokens.css: the manifest knows no sheet


@public
@require_GET
def manifest(_request: HttpRequest) -> JsonResponse:
    """Tell the device name and pictures of the product."""
    about = {
        "id": "/",
        "name": "同心",
        "short_name": "同心",
        "lang": translation.get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static(file), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for file, sizes, purpose in ICONS
        ],
    }
    return JsonResponse(about, content_type="application/manifest+json")


@public
@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the device its worker, with the page without a connection in the language that was asked for."""
    language = known_language(request.GET.get("language", ""))
    page = f"{reverse('ui:offline')}?{urlencode({'language': language})}"
    values = {"version": _version(), "offline": page, "static": f"/{settings.STATIC_URL.strip('/')}/"}
    return HttpResponse(
        f"self.TONGXIN = {json.dumps(values)};\n{_worker()}", content_type="text/javascript; charset=utf-8"
    )


@public
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Show what to do without a connection: the one page that a device keeps, the same for everybody."""
    request.actor = NOBODY  # type: ignore[attr-defined]
    with translation.override(known_language(request.GET.get("language", ""))):
        return render(request, "ui/offline.html")


@cache
def _worker() -> str:
    return WORKER.read_text(encoding="utf-8")


@cache
def _version() -> str:
    """Return a digest that changes with the look of the product, so that devices fetch the page afresh."""
    files = ("ui/tokens.css", "ui/base.css", "ui/layout.css", "ui/parts.css", "ui/icons.svg")
    return hashlib.sha256("".join(static(file) for file in files).encode()).hexdigest()[:12]
