"""The data folder: room, keys, the writers' lock, and the last backup."""

import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tongxin.config.backup.making import LAST
from tongxin.config.checkup.findings import State, fault, ok, warning
from tongxin.core import clock, db
from tongxin.core.keys import key_file

GIGABYTE = 1_000_000_000
LITTLE, NEXT_TO_NOTHING = 1 * GIGABYTE, GIGABYTE // 10
BACKUP_EVERY = timedelta(days=2)
OTHERS = stat.S_IRWXG | stat.S_IRWXO
MOUNTS = Path("/proc/self/mountinfo")
OVER_A_NETWORK = ("nfs", "cifs", "smb", "9p", "ceph", "gluster", "afs", "lustre", "fuse.sshfs", "davfs")

Found = Iterator[tuple[State, str]]


def room(_full: bool) -> Found:
    """Whether the folder can be written, by us alone, and how much room is left."""
    home = Path(settings.HOME)
    try:
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        yield fault(_("%(folder)s cannot be written: %(why)s.") % {"folder": home, "why": error.strerror})
        return
    free = shutil.disk_usage(home).free
    numbers = {"folder": home, "free": f"{free / GIGABYTE:,.1f}"}
    if free < NEXT_TO_NOTHING:
        yield fault(_("Only %(free)s GB are free for %(folder)s: nothing can be kept soon. Make room now.") % numbers)
    elif free < LITTLE:
        yield warning(_("Only %(free)s GB are free for %(folder)s. Make room.") % numbers)
    else:
        yield ok(_("%(folder)s can be written; %(free)s GB are free.") % numbers)
    if home.stat().st_mode & OTHERS:
        yield warning(_("Other users of this machine may look into %(folder)s. Run: chmod 700 %(folder)s") % numbers)


def keys(_full: bool) -> Found:
    """Whether the keys are there, for their owner only."""
    file = key_file(settings.HOME)
    if file is None:
        yield ok(_("The keys come from TONGXIN_KEY."))
    elif not file.is_file():
        yield fault(_("The keys are not in %(file)s. Put the kept keys there; new ones open nothing.") % {"file": file})
    elif file.stat().st_mode & OTHERS:
        yield fault(_("Others may read the keys. Run: chmod 400 %(file)s") % {"file": file})
    else:
        yield ok(_("The keys are in %(file)s, for their owner only. Keep a copy elsewhere.") % {"file": file})


def writers_lock(_full: bool) -> Found:
    """Whether the lock at which writers queue on SQLite lies on a disk of this machine (docs/decisions/0007)."""
    if not db.is_sqlite():
        return
    kind = file_system(Path(settings.HOME))
    if kind.startswith(OVER_A_NETWORK):
        yield fault(
            _("%(folder)s lies on a network drive (%(kind)s), where SQLite can lose data. Move it to a local disk.")
            % {"folder": settings.HOME, "kind": kind}
        )
    else:
        yield ok(_("The database lies on a local disk (%(kind)s).") % {"kind": kind or "?"})


def file_system(folder: Path) -> str:
    """Return the kind of file system of a folder; empty where the system does not tell."""
    if not MOUNTS.is_file():
        return ""
    wanted, found = os.path.realpath(folder), ("", "")
    for line in MOUNTS.read_text(encoding="utf-8").splitlines():
        before, _dash, after = line.partition(" - ")
        point = before.split()[4].replace("\\040", " ")
        if Path(wanted).is_relative_to(point) and len(point) >= len(found[0]):
            found = point, after.split()[0]
    return found[1]


def last_backup(_full: bool) -> Found:
    """How old the last backup is, and whether it would burn with the house."""
    kept = Path(settings.HOME) / LAST
    if not kept.is_file():
        yield warning(_("There is no backup yet. Make one every day: tongxin backup FOLDER"))
        return
    last = json.loads(kept.read_text(encoding="utf-8"))
    age = clock.now() - datetime.fromisoformat(last["made_at"])
    numbers = {"file": last["file"], "days": age.days, "hours": age.seconds // 3600}
    if age > BACKUP_EVERY:
        yield warning(_("The last backup is %(days)d days old. Make one every day: tongxin backup FOLDER") % numbers)
    else:
        yield ok(_("The last backup is %(days)d days and %(hours)d hours old: %(file)s") % numbers)
    if Path(last["file"]).absolute().is_relative_to(settings.HOME):
        yield warning(_("The last backup lies in the data folder and would be lost with it. Copy it elsewhere."))
