"""A stored file, for whoever its owner lets."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from tongxin.core.policy import signed_in
from tongxin.core.web import actor_of
from tongxin.files.models import StoredFile
from tongxin.files.reads import open_file, open_thumb
from tongxin.files.rights import access_file

# A file never runs anything and is never kept on the way, whatever it is.
HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@signed_in
@require_GET
def file(request: HttpRequest, key: str) -> HttpResponse:
    """Send a file: pictures to be shown, everything else to be saved. ``?size=thumb`` sends the small picture."""
    stored = access_file(actor=actor_of(request), key=key)
    return sent(stored, small=stored.is_picture and request.GET.get("size") == "thumb")


def sent(stored: StoredFile, *, small: bool = False) -> HttpResponse:
    """Return the answer that carries a file; the caller asked whether it may be opened."""
    disposition = content_disposition_header(not stored.is_picture, stored.name)
    return HttpResponse(
        open_thumb(stored) if small else open_file(stored),
        content_type=stored.kind,
        headers={**HEADERS, "Content-Disposition": disposition or "inline"},
    )
