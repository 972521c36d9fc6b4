"""Commands that write a spreadsheet. Who runs them is noted in the journal as the system."""

from collections.abc import Callable
from pathlib import Path

import click
from django.utils.translation import gettext as _

from tongxin.casework.public import export_cases
from tongxin.config.cli.installing import ensure_installed
from tongxin.config.cli.output import json_option, put, put_json
from tongxin.core.policy import system_actor
from tongxin.organisation.public import export_people, export_units

WRITERS: dict[str, Callable[..., int]] = {"units": export_units, "people": export_people, "cases": export_cases}


@click.command()
@click.argument("what", type=click.Choice(list(WRITERS)))
@click.argument("file", type=click.Path(path_type=Path))
@json_option
def export(what: str, file: Path, as_json: bool) -> None:
    """Write all units, people or cases to an .xlsx file."""
    if not file.absolute().parent.is_dir():
        raise click.UsageError(_("There is no folder %(folder)s. Make it first.") % {"folder": file.parent})
    ensure_installed()
    rows = WRITERS[what](actor=system_actor("export"), path=file)
    if as_json:
        put_json({"file": str(file), "rows": rows})
    else:
        put(_("%(rows)s rows are in %(file)s.") % {"rows": rows, "file": file})
