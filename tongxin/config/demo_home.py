"""The data folder of the demo company: it can be thrown away, and it is never somebody's real one."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from tongxin.config import demo
from tongxin.config.installation import prepare
from tongxin.core import db
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import require
from tongxin.organisation.public import roots

MARK, HALF, WHOLE = "demo", "half made", "made"
KEPT = "keys"


def make_company(echo: Callable[[str], None], *, afresh: bool = False) -> None:
    """Make the demo company if it is not there; one whose making was broken off is made again.

    Raises RuleBrokenError, and changes nothing, where the folder or the database holds another organisation.
    """
    if _state() == HALF or (afresh and _state()):
        _throw_away()
    prepare()
    if _state() == WHOLE:
        return
    require(not roots("administrative"), RuleBrokenError, _not_ours())
    _mark().write_text(HALF, encoding="ascii")
    demo.build(echo)
    _mark().write_text(WHOLE, encoding="ascii")


def _throw_away() -> None:
    if not db.is_sqlite():
        call_command("flush", interactive=False, verbosity=0)
    for path in settings.HOME.iterdir():
        if path.is_file():
            path.unlink()
        elif path.name != KEPT:
            shutil.rmtree(path)


def _state() -> str:
    return _mark().read_text(encoding="ascii") if _mark().is_file() else ""


def _mark() -> Path:
    return Path(settings.HOME) / MARK


def _not_ours() -> str:
    return _("%(home)s holds another organisation. Leave TONGXIN_HOME unset, or name an empty folder.") % {
        "home": settings.HOME
    }
