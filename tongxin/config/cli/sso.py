"""Commands about sign-in and directories of the customer's own systems."""

import click
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.accounts.public import directory_of, external_findings, release
from tongxin.config.cli.importing import show
from tongxin.config.cli.installing import ensure_installed
from tongxin.config.cli.output import json_option, put, put_json
from tongxin.config.cli.users import account
from tongxin.core import clock
from tongxin.core.policy import system_actor
from tongxin.organisation.public import sync_directory


@click.group()
def sso() -> None:
    """Check sign-in by other systems, take over a directory, release a binding."""


@sso.command()
@json_option
def check(as_json: bool) -> int:
    """Ask each configured system, and say in sentences what is wrong."""
    found = external_findings()
    if as_json:
        put_json({"ok": not found, "findings": [{"way": one.way, "what": one.sentence} for one in found]})
    else:
        put("\n".join(f"{one.way}: {one.sentence}" for one in found) or _("Everything is in order."))
    return 1 if found else 0


@sso.command()
@click.argument("system")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--complete", default="", metavar="UNITCODE", help="It names everybody of this unit and below it.")
@json_option
def sync(system: str, dry_run: bool, complete: str, as_json: bool) -> None:
    """Take over units and people of a directory: ldap, wecom, dingtalk or feishu. Undo: tongxin import undo."""
    ensure_installed()
    directory = directory_of(system)
    if directory is None:
        raise click.UsageError(_("%(system)s is not configured as a directory.") % {"system": system})
    done = sync_directory(
        actor=system_actor("directory"), code=system, directory=directory, dry_run=dry_run,
        complete_unit=complete or None, today=clock.today(),
    )  # fmt: skip
    if as_json:
        put_json({"units": done.units.as_json(), "people": done.people.as_json()})
        return
    for title, outcome in ((pgettext("console", "Units"), done.units), (pgettext("console", "People"), done.people)):
        put(title)
        show(outcome, as_json=False)


@sso.command("release")
@click.argument("number")
@click.argument("system")
def release_(number: str, system: str) -> None:
    """End the binding of an account to a system, so that its owner may bind another identity."""
    ensure_installed()
    release(actor=system_actor("console"), user=account(number), way=system)
    put(_("Released. The owner binds anew with the password."))
