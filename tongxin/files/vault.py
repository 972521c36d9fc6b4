"""The vault: encrypted bytes on disk, one file a key, below ``HOME/files``.

Bytes are laid down and forced to the disk before the transaction commits, and are shown only through a row. So a file
that was acknowledged is never lost, one that was not is never shown, and the rests of failed transactions are swept.
"""

import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from tongxin.core import clock, crypto
from tongxin.files.models import StoredFile

THUMB = ".thumb"
DRAFT = ".draft"
KEPT_WITHOUT_ROW = timedelta(days=1)


def put(name: str, plain: bytes) -> None:
    """Lay down bytes under a name, encrypted and bound to it; on return they are on the disk."""
    file = _path(name)
    _make_folder(file.parent)
    draft = file.with_name(name + DRAFT)
    head = f"{crypto.CURRENT_KEY}:".encode()
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(head + crypto.seal_bytes(plain, _place(name)))
        out.flush()
        os.fsync(out.fileno())
    draft.rename(file)
    _sync(file.parent)


def take(name: str) -> bytes:
    """Return the plain bytes of a name. Raises UnreadableError for bytes that were changed or moved here."""
    key_id, _, sealed = _path(name).read_bytes().partition(b":")
    return crypto.open_bytes(sealed, _place(name), key_id.decode("ascii", "replace"))


def drop(names: Iterable[str]) -> None:
    """Remove the bytes of names, with their small pictures. Names of which there are none are passed over."""
    for name in names:
        for file in (_path(name), _path(name + THUMB)):
            file.unlink(missing_ok=True)


def sweep() -> int:
    """Remove what has lain for a day without a row: the rests of failed transactions. Returns how many were removed."""
    folders = sorted(path for path in _root().glob("*") if path.is_dir())
    return sum(_sweep(folder) for folder in folders)


def _sweep(folder: Path) -> int:
    limit = (clock.now() - KEPT_WITHOUT_ROW).timestamp()
    old = [file for file in folder.iterdir() if file.stat().st_mtime < limit]
    known = set(StoredFile.objects.filter(key__in={_key(file) for file in old}).values_list("key", flat=True))
    orphans = [file for file in old if _key(file) not in known or file.name.endswith(DRAFT)]
    for file in orphans:
        file.unlink(missing_ok=True)
    return len(orphans)


def _key(file: Path) -> str:
    return file.name.removesuffix(DRAFT).removesuffix(THUMB)


def _root() -> Path:
    return Path(settings.HOME) / "files"


def _path(name: str) -> Path:
    return _root() / name[:2] / name


def _place(name: str) -> str:
    return f"files.{name}"


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    link = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(link)
    finally:
        os.close(link)
