"""Starts Django for the command line: the data folder and the language of the terminal first, then the commands."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import django
from django.utils import translation

from tongxin.config import reached
from tongxin.config.cli.output import fail
from tongxin.config.environ import WrongSettingError

ROOT = Path(__file__).resolve().parents[3]
DEMO = "demo"


def main() -> None:
    """Run the command of this process and end it."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command. Returns the exit code."""
    if DEMO in arguments[:1]:
        _set_up_demo()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings.base")
    try:
        with _nothing_thrown_away():
            os.environ.update(reached.settings_for(arguments))
            django.setup()
            # Every command imports models, so none can be imported before Django has started.
            commands = import_module("tongxin.config.cli.commands")
    except WrongSettingError as error:
        return fail(str(error), arguments)
    translation.activate(_language())
    return int(commands.run(arguments))


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Load without looking for garbage: what is loaded stays, and looking through it took a sixth of each start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _set_up_demo() -> None:
    """Let the demo company lie in a folder of its own, and its mail in a folder within: it never leaves the machine."""
    home = os.environ.setdefault("TONGXIN_HOME", str(ROOT / "var" / DEMO))
    os.environ["TONGXIN_MAIL_HOST"] = ""
    os.environ["TONGXIN_MAIL_FOLDER"] = str(Path(home) / "mail")
    os.environ["TONGXIN_MAIL_FROM"] = "tongxin@example.cn"


def _language() -> str:
    """Return the language of the terminal; English where it is not Chinese."""
    place = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if place.startswith(("zh_TW", "zh_HK", "zh_MO")):
        return "zh-hant"
    return "zh-hans" if place.startswith("zh") else "en"
