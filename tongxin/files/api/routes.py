"""A stored file for other systems, for whoever its owner lets."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tongxin.core.api import READS_ONE
from tongxin.core.policy import signed_in
from tongxin.core.scopes import scoped
from tongxin.core.web import actor_of
from tongxin.files.rights import READ, access_file
from tongxin.files.web.views import sent

router = Router(tags=["files"])
BYTES = {
    "description": "The bytes.",
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}


@router.get("/files/{key}", response=READS_ONE, summary="A file", openapi_extra={"responses": {200: BYTES}})
@signed_in
@scoped(READ)
def one_file(request: HttpRequest, key: str) -> HttpResponse:
    """The bytes of a file that hangs on something which the owner of the key may read; the look is noted."""
    return sent(access_file(actor=actor_of(request), key=key))
