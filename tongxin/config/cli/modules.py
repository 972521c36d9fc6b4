"""Commands about modules: list, off, on, export."""

import os
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.config.cli.installing import ensure_installed
from tongxin.config.cli.output import json_option, put, put_json, put_table
from tongxin.core import clock
from tongxin.core.errors import BadInputError
from tongxin.core.policy import require, system_actor
from tongxin.modules.public import ModuleLine, export_module, module_lines, switch_off, switch_on

CONSOLE = "console"
reason_option = click.option("--reason", required=True, help="Why. The journal keeps it.")
day_option = click.option("--from", "day", type=click.DateTime(["%Y-%m-%d"]), help="From this day on [default: today].")


@click.group()
def module() -> None:
    """Switch modules off and on again, and take their records along."""


@module.command("list")
@json_option
def list_(as_json: bool) -> None:
    """List the modules and how each stands."""
    ensure_installed()
    lines = module_lines(system_actor(CONSOLE))
    if as_json:
        put_json([_plain(line) for line in lines])
        return
    names = {
        "on": pgettext("console", "on"),
        "announced": pgettext("console", "off from a later day"),
        "ending": pgettext("console", "takes nothing new"),
        "off": pgettext("console", "off"),
    }
    head = (pgettext("console", "Module"), "", pgettext("console", "State"), pgettext("console", "Open"))
    put_table([head, *((line.module.app, line.module.label, names[line.state], line.n_open) for line in lines)])


def _plain(line: ModuleLine) -> dict[str, object]:
    return {
        "module": line.module.app, "label": str(line.module.label), "state": line.state, "open": line.n_open,
        "off_on": line.off_on, "by": line.by, "reason": line.reason, "used_at": line.used_at,
        "demanded_by": str(line.module.duty),
    }  # fmt: skip


@module.command()
@click.argument("name")
@day_option
@reason_option
def off(name: str, day: datetime | None, reason: str) -> None:
    """Switch the module NAME off from a day on."""
    ensure_installed()
    off_on: date = day.date() if day else clock.today()
    row = switch_off(actor=system_actor(CONSOLE), app=name, off_on=off_on, reason=reason)
    put(_("Decided: off from %(day)s.") % {"day": row.off_on})


@module.command()
@click.argument("name")
@reason_option
def on(name: str, reason: str) -> None:
    """Switch the module NAME on again."""
    ensure_installed()
    switch_on(actor=system_actor(CONSOLE), app=name, reason=reason)
    put(_("It is on again, with everything that was in it."))


@module.command()
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@reason_option
@json_option
def export(name: str, file: Path, reason: str, as_json: bool) -> None:
    """Write all records of the module NAME into the new archive FILE."""
    ensure_installed()
    require(not file.exists(), BadInputError, _("%(file)s is there already. Choose another name.") % {"file": file})
    draft = file.with_name(f"{file.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            taken = export_module(actor=system_actor(CONSOLE), app=name, reason=reason, out=out, by_page=False)
        draft.rename(file)
    finally:
        draft.unlink(missing_ok=True)
    if as_json:
        put_json(asdict(taken) | {"file": str(file)})
    else:
        put(_("%(rows)s rows and %(files)s files are in %(file)s.") % (asdict(taken) | {"file": file}))
