"""The file of a backup: a ZIP of hashed members with a manifest, whose comment is the digest of all bytes before it.

Written and read as a stream, so memory stays small. The form is docs/backup-format.md.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from django.utils.translation import gettext as _

from tongxin.config.backup.errors import BadBackupError

MANIFEST, KEYS = "manifest.json", "keys.json"
MARK = b"tongxin-backup sha256:"
COMMENT_BYTES = len(MARK) + 64
CHUNK = 1 << 20
QUICK = 3


@dataclass(frozen=True)
class Member:
    """One member of a backup: lines or bytes, with what they come to."""

    name: str
    size: int
    sha256: str
    lines: int = 0


class _Sink:
    """Takes what ZipFile writes and digests it, but for the comment, which is to hold that digest."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.digest = hashlib.sha256()
        self.held = b""

    def write(self, data: Any) -> int:
        """Pass on everything but the last bytes."""
        whole = self.held + bytes(data)
        self.held = whole[-COMMENT_BYTES:]
        passed = whole[: len(whole) - len(self.held)]
        self.digest.update(passed)
        if not self.out.closed:  # a ZipFile that was given up still writes its end when it is forgotten
            self.out.write(passed)
        return len(data)

    def flush(self) -> None:
        """Do nothing: who opened the file flushes it."""

    def close(self) -> None:
        """Do nothing: who opened the file closes it."""

    def end(self) -> None:
        """Write the comment."""
        self.out.write(MARK + self.digest.hexdigest().encode())


class BackupWriter:
    """Writes members one after the other; ``finish`` writes the manifest and closes the file's digest."""

    def __init__(self, out: IO[bytes]) -> None:
        self._sink = _Sink(out)
        self._zip = ZipFile(self._sink, "w", ZIP_DEFLATED, compresslevel=QUICK)

    def add(self, name: str, parts: Iterable[bytes], *, packed: bool = True) -> Member:
        """Write one member from its parts (the lines of a table, the chunks of a file)."""
        digest, size, count = hashlib.sha256(), 0, 0
        self._zip.compression = ZIP_DEFLATED if packed else ZIP_STORED
        with self._zip.open(name, "w", force_zip64=True) as member:
            for part in parts:
                member.write(part)
                digest.update(part)
                size, count = size + len(part), count + 1
        return Member(name, size, digest.hexdigest(), count)

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest and the digest of the whole."""
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        self.add(MANIFEST, [text.encode()])
        self._zip.comment = MARK + b"0" * 64
        self._zip.close()
        self._sink.end()


class BackupReader:
    """Reads members of a file whose digest was right. Close it, or use ``with``."""

    def __init__(self, path: Path) -> None:
        self.sha256 = check_whole(path)
        try:
            self._zip = ZipFile(path)
            self.manifest: dict[str, Any] = json.loads(self._zip.read(MANIFEST))
        except (BadZipFile, KeyError, ValueError) as error:
            raise BadBackupError(not_a_backup(path)) from error

    def __enter__(self) -> "BackupReader":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def names(self) -> set[str]:
        """Return the names of all members."""
        return set(self._zip.namelist())

    def lines(self, name: str) -> Iterator[bytes]:
        """Return the lines of a member."""
        with self._zip.open(name) as member:
            yield from member

    def chunks(self, name: str) -> Iterator[bytes]:
        """Return the bytes of a member in pieces."""
        with self._zip.open(name) as member:
            yield from chunks(member)

    def read(self, name: str) -> bytes:
        """Return a small member."""
        return self._zip.read(name)


def chunks(file: IO[bytes]) -> Iterator[bytes]:
    """Return the bytes of an open file in pieces."""
    while piece := file.read(CHUNK):
        yield piece


def check_whole(path: Path) -> str:
    """Return the digest of a backup's file. Raises BadBackupError if it is none, was cut short or changed by a byte."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        left = path.stat().st_size - COMMENT_BYTES
        if file.read(2) != b"PK" or left <= 0:
            raise BadBackupError(not_a_backup(path))
        file.seek(0)
        while left and (piece := file.read(min(CHUNK, left))):
            digest.update(piece)
            left -= len(piece)
        comment = file.read()
    if not comment.startswith(MARK):
        raise BadBackupError(
            _("%(file)s is not whole: it was cut short, or is no backup. Fetch it again, or take an older backup.")
            % {"file": path}
        )
    if comment[len(MARK) :].decode("ascii", "replace") != digest.hexdigest():
        raise BadBackupError(was_changed(path))
    return digest.hexdigest()


def not_a_backup(path: Path) -> str:
    """Return the sentence about a file that is something else."""
    return _("%(file)s is no backup of Tongxin. Name a file that tongxin backup has made.") % {"file": path}


def was_changed(what: object) -> str:
    """Return the sentence about bytes that are not those of the backup."""
    return _(
        "%(what)s was changed since the backup was made: its hash differs. Fetch it again, or take an older backup."
    ) % {"what": what}
