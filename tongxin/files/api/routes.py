"""A stored file for other systems, for whoever its owner lets; and a file to be attached."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Schema, Status, UploadedFile
from ninja.params.functions import Form

from tongxin.core.api import READS_ONE, WRITES
from tongxin.core.policy import signed_in
from tongxin.core.scopes import scoped
from tongxin.core.web import actor_of
from tongxin.files.cleaning import clean_files
from tongxin.files.drafts import keep_draft
from tongxin.files.marks import refuse_unanswered
from tongxin.files.rights import READ, WRITE, access_file
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


class Kept(Schema):
    """A file that waits for a day to be attached, as it was cleaned. ``size`` is in bytes."""

    key: str
    name: str
    kind: str
    size: int


SURE: Any = Form(False, description="Whoever sends it has looked: it is neither a state secret nor a work secret.")


@router.post("/files", response={201: Kept, **WRITES}, summary="Send a file")
@signed_in
@scoped(WRITE)
def send_file(request: HttpRequest, file: File[UploadedFile], not_secret: bool = SURE) -> Status[Kept]:
    """Send a file, to attach it by its key. It is checked and cleaned like every file, and waits for a day."""
    (clean,) = clean_files([file])
    refuse_unanswered((), [clean.suspected], is_answered=not_secret)
    kept = keep_draft(actor=actor_of(request), upload=clean)
    return Status(201, Kept(key=kept.key, name=kept.name, kind=kept.kind, size=kept.size))
