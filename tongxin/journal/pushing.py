"""Signed checkpoints to a second place: a folder on another machine, named by TONGXIN_CHECKPOINTS_TO."""

import os
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import require
from tongxin.journal.models import Head
from tongxin.journal.signing import Checkpoint, checkpoints_in, public_key, signed
from tongxin.journal.verify import set_checkpoint

FILE = "tongxin-journal.checkpoints"
TAIL = 4096  # bytes: more than one checkpoint


def seal_task() -> int:
    """Set the checkpoint of this machine, then push a signed one. Returns the number of the last entry."""
    number = set_checkpoint()
    push_checkpoint()
    return number


def present_checkpoint() -> Checkpoint | None:
    """Return the present end of the journal; None for an empty one."""
    head = Head.objects.first()
    return Checkpoint(head.number, head.digest) if head is not None and head.number else None


def push_checkpoint() -> bool:
    """Append the present end, signed, to the file in the second place. Returns whether there was anything new.

    Nothing is written where the journal ends before the last checkpoint there: somebody cut it, or an older backup was
    restored. Raises RuleBrokenError then, and where the folder is away (it is never made: a share that is not mounted
    must not be mistaken for one that is).
    """
    present = present_checkpoint()
    if not settings.CHECKPOINTS_TO or present is None:
        return False
    folder = Path(settings.CHECKPOINTS_TO)
    require(
        folder.is_dir(),
        RuleBrokenError,
        _("The folder for checkpoints, %(folder)s, is not there.") % {"folder": folder},
    )
    last = _last(folder / FILE)
    if last is not None and last.number >= present.number:
        words = {"kept": last.number, "number": present.number}
        require(
            last == present,
            RuleBrokenError,
            _("A kept checkpoint names entry %(kept)s otherwise; the journal ends at %(number)s. Verify it.") % words,
        )
        return False
    with (folder / FILE).open("a", encoding="utf-8", newline="\n") as out:
        out.write(signed(present))
        out.flush()
        os.fsync(out.fileno())
    return True


def _last(file: Path) -> Checkpoint | None:
    """Return the last whole checkpoint of this installation in a file."""
    if not file.exists():
        return None
    with file.open("rb") as kept:
        kept.seek(max(0, file.stat().st_size - TAIL))
        text = kept.read().decode("utf-8", errors="replace")
    return next((one for one in reversed(list(checkpoints_in(text, public_key()))) if one is not None), None)
