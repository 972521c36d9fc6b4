"""Commands that write a spreadsheet. People's data leave for a named operator with a reason, who is logged."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from tongxin.config.cli.installing import ensure_installed
from tongxin.config.cli.output import json_option, put, put_json
from tongxin.core.policy import system_actor
from tongxin.exports.public import export_on_console
from tongxin.organisation.public import export_units

UNITS, PEOPLE, CASES = "units", "people", "cases"


@click.command()
@click.argument("what", type=click.Choice([UNITS, PEOPLE, CASES]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--operator", default="", help="Your staff number: for people and cases.")
@click.option("--reason", default="", help="What the file is for: for people and cases.")
@json_option
def export(what: str, file: Path, operator: str, reason: str, as_json: bool) -> None:
    """Write all units, people or cases to an .xlsx file. Of people and cases the log says who took them and why."""
    if not file.absolute().parent.is_dir():
        raise click.UsageError(_("There is no folder %(folder)s. Make it first.") % {"folder": file.parent})
    ensure_installed()
    if what == UNITS:
        rows = export_units(actor=system_actor("export"), path=file)
    else:
        rows = export_on_console(what=what, path=file, operator=operator, reason=reason)
    if as_json:
        put_json({"file": str(file), "rows": rows})
    else:
        put(_("%(rows)s rows are in %(file)s.") % {"rows": rows, "file": file})
