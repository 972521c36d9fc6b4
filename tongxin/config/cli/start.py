"""Starts Django for the command line: the data folder and the language of the terminal first, then the commands."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import django
from django.utils import translation

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
        os.environ.setdefault("TONGXIN_HOME", str(ROOT / "var" / DEMO))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings.base")
    try:
        django.setup()
    except WrongSettingError as error:
        return fail(str(error), arguments)
    translation.activate(_language())
    # Every command imports models, so none can be imported before Django has started.
    return int(import_module("tongxin.config.cli.commands").run(arguments))


def _language() -> str:
    """Return the language of the terminal; English where it is not Chinese."""
    place = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if place.startswith(("zh_TW", "zh_HK", "zh_MO")):
        return "zh-hant"
    return "zh-hans" if place.startswith("zh") else "en"
