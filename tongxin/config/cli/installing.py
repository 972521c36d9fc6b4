"""Commands about the installation itself."""

from dataclasses import asdict

import click
from django.core.checks import run_checks
from django.core.management import ManagementUtility
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.config.cli.output import json_option, put, put_json, put_table, say
from tongxin.config.installation import is_prepared, prepare
from tongxin.config.static_files import collect_if_changed
from tongxin.config.upgrading import require_not_newer

PASSED_ON = {"ignore_unknown_options": True, "help_option_names": []}


def ensure_installed() -> None:
    """Make the installation if it lacks anything of this version, and say so: no command fails for want of ``init``."""
    require_not_newer()
    if not is_prepared():
        installation = prepare()
        say(_("Prepared %(home)s (%(database)s).") % asdict(installation))


def unsafe_settings() -> list[str]:
    """Return what Django and the database check find wrong: with any of it the product does not serve."""
    return [str(message.msg) for message in run_checks(databases=["default"]) if message.is_serious()]


@click.command()
@json_option
def init(as_json: bool) -> None:
    """Make an empty installation; a second time changes nothing."""
    installation = prepare()
    if as_json:
        put_json(asdict(installation))
        return
    names = {
        "home": pgettext("console", "Data folder"),
        "database": pgettext("console", "Database"),
        "pack": pgettext("console", "Rule pack"),
    }
    put_table((label, getattr(installation, name)) for name, label in names.items())
    put(_("The installation is new.") if installation.created else _("It was there already."))


@click.command()
def static() -> None:
    """Collect the files of the front end, if any of them changed."""
    collect_if_changed()


@click.command(context_settings=PASSED_ON)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Pass on to Django's own management commands."""
    ManagementUtility(["tongxin manage", *arguments]).execute()
