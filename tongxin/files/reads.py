"""What is attached where, and the bytes. Who may see it, the owner's app decides before it asks."""

from collections.abc import Collection

from tongxin.files import vault
from tongxin.files.models import StoredFile


def files_of(owner: str) -> list[StoredFile]:
    """Return the files of one owner, in the order in which they were attached."""
    return list(StoredFile.objects.filter(owner=owner).order_by("pk"))


def files_of_many(owners: Collection[str]) -> dict[str, list[StoredFile]]:
    """Return the files of several owners in one query; every label asked for is a key."""
    found: dict[str, list[StoredFile]] = {owner: [] for owner in owners}
    for stored in StoredFile.objects.filter(owner__in=owners).order_by("pk"):
        found[stored.owner].append(stored)
    return found


def open_file(stored: StoredFile) -> bytes:
    """Return the plain bytes of a file. Raises UnreadableError when they were tampered with."""
    return vault.take(stored.key)


def open_thumb(stored: StoredFile) -> bytes:
    """Return the small picture of a picture, at most 320 pixels. Raises UnreadableError when it was tampered with."""
    return vault.take(stored.key + vault.THUMB)
