"""Collects the files of the front end into ``build/static``, and only when one of them has changed."""

import fcntl
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

PRODUCT = Path(__file__).resolve().parents[1]
MARK = ".inputs"


def collect_if_changed() -> bool:
    """Collect the files unless those collected before are the same. Returns whether it had to.

    One process after the other: collecting begins by emptying the folder that others may serve from.
    """
    target = Path(settings.STATIC_ROOT)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        return _collect(target / MARK)


def _collect(mark: Path) -> bool:
    found = fingerprint()
    if mark.is_file() and mark.read_text(encoding="ascii") == found:
        return False
    for folder in settings.STATICFILES_DIRS:
        Path(folder).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=sys.stderr)
    mark.write_text(found, encoding="ascii")
    return True


def fingerprint() -> str:
    """Return one digest of how files are stored, and of name, size and time of every one that would be collected."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for file in sorted(_inputs()):
        state = file.stat()
        digest.update(f"{file} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _inputs() -> Iterator[Path]:
    for folder in (*PRODUCT.rglob("static"), *map(Path, settings.STATICFILES_DIRS)):
        yield from (file for file in folder.rglob("*") if file.is_file())
    for package, names in settings.FRONT_END_FILES.items():
        yield from (Path(settings.NODE_MODULES, package, name) for name in names)
