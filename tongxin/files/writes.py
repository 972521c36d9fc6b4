"""Storing files."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.names import new_name
from tongxin.core.policy import Actor
from tongxin.files import vault
from tongxin.files.cleaning import CleanFile
from tongxin.files.models import StoredFile


def remove_files(owners: Collection[str]) -> int:
    """Remove the files of owners whose term is over, bytes and all; inside the act of the owner's app.

    The bytes go after the commit; if the process ends before, the sweep finds them without a row. Returns how many.
    """
    rows = list(StoredFile.objects.filter(owner__in=owners))
    StoredFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    transaction.on_commit(lambda: vault.drop([row.key for row in rows]))
    return len(rows)


@act
def store_files(*, actor: Actor, uploads: Sequence[CleanFile], owner: str, nameless: bool = False) -> list[StoredFile]:
    """Attach cleaned files to an owner, as part of the act that made or changed it.

    Of a nameless owner neither the person, nor the names the files had, nor the hour is kept: ``Attachment 1.jpg``,
    stored on that day. The bytes are on the disk before this returns. The owner's app records the fact.
    """
    names = [_nameless(place, upload) if nameless else upload.name for place, upload in enumerate(uploads, start=1)]
    rows = [_laid_down(name, upload, owner) for name, upload in zip(names, uploads, strict=True)]
    for row in rows:
        row.stored_by = "" if nameless else actor.label
        row.stored_at = datetime.combine(clock.today(), time.min, clock.zone()) if nameless else clock.now()
    return StoredFile.objects.bulk_create(rows)


def _nameless(place: int, upload: CleanFile) -> str:
    return _("Attachment %(number)d") % {"number": place} + upload.content.kind.suffixes[0]


def _laid_down(name: str, upload: CleanFile, owner: str) -> StoredFile:
    content, key = upload.content, new_name()
    vault.put(key, content.data)
    if content.thumb:
        vault.put(key + vault.THUMB, content.thumb)
    return StoredFile(
        key=key, owner=owner, name=name, kind=content.kind.mime, size=len(content.data),
        sha256=hashlib.sha256(content.data).hexdigest(), width=content.width, height=content.height,
    )  # fmt: skip
