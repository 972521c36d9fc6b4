"""The data folder of the demo company: it can be thrown away, and it is never somebody's real one."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from tongxin.core import db
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import require
from tongxin.organisation.public import roots

MARK = "demo"
KEPT = "keys"


def claim() -> None:
    """Mark the folder as the demo company's. Raises RuleBrokenError for one that already holds an organisation."""
    if _mark().exists():
        return
    require(not roots("administrative"), RuleBrokenError, _not_ours())
    _mark().touch()


def throw_away() -> None:
    """Empty the demo company's database and folder, but keep its keys. Raises RuleBrokenError for any other folder."""
    if not settings.HOME.is_dir() or not any(settings.HOME.iterdir()):
        return
    require(_mark().exists(), RuleBrokenError, _not_ours())
    if not db.is_sqlite():
        call_command("flush", interactive=False, verbosity=0)
    for path in settings.HOME.iterdir():
        if path.is_dir() and path.name != KEPT:
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()


def _mark() -> Path:
    return Path(settings.HOME) / MARK


def _not_ours() -> str:
    return _("%(home)s is not the demo company's. Leave TONGXIN_HOME unset, or name an empty folder.") % {
        "home": settings.HOME
    }
