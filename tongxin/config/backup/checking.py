"""Checking a backup without restoring it: every byte, every row, every file, against the hashes of its manifest."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from tongxin.config.backup.archive import KEYS, MANIFEST, BackupReader, not_a_backup, was_changed
from tongxin.config.backup.errors import BadBackupError
from tongxin.config.backup.manifest import Manifest, manifest_of
from tongxin.core.policy import require

# Where a backup may put files below the data folder: the vault, and the checkpoints of the journal.
FILE_NAME = re.compile(r"(files|journal)(/(?!\.)[\w.\-]+)+", re.ASCII)


def check_backup(path: Path) -> Manifest:
    """Return the manifest of a backup that is whole and of a version that can be restored. Raises BadBackupError."""
    with BackupReader(path) as backup:
        return check_members(backup, path)


def check_members(backup: BackupReader, path: Path) -> Manifest:
    """Read every member once and compare it with the manifest. Raises BadBackupError."""
    manifest = manifest_of(backup, path)
    files = {each.name for each in manifest.files}
    named = files | {entry.member for entry in manifest.tables} | {MANIFEST}
    require(backup.names() - {KEYS} == named, BadBackupError, not_a_backup(path))
    require(all(FILE_NAME.fullmatch(name) for name in files), BadBackupError, not_a_backup(path))
    for entry in manifest.tables:
        found = digest_of(backup.lines(entry.member))
        require(found == (entry.rows, entry.sha256), BadBackupError, was_changed(entry.member))
    for member in manifest.files:
        digest = digest_of(backup.chunks(member.name))[1]
        require(digest == member.sha256, BadBackupError, was_changed(member.name))
    return manifest


def digest_of(parts: Iterable[bytes]) -> tuple[int, str]:
    """Return how many parts there are and the digest of them all."""
    digest, count = hashlib.sha256(), 0
    for part in parts:
        digest.update(part)
        count += 1
    return count, digest.hexdigest()
