"""Commands that bring in a spreadsheet, look at the runs, and take one back."""

from datetime import datetime
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.casework.public import import_cases
from tongxin.config.cli.installing import ensure_installed
from tongxin.config.cli.output import Command, json_option, put, put_json, put_table
from tongxin.core import clock
from tongxin.core.modules import refuse_new
from tongxin.core.policy import system_actor
from tongxin.organisation.public import LINES, import_people, import_runs, import_units, undo_import
from tongxin.sheets.public import Outcome, Refusal

SHOWN = 20
IMPORTER = "import"


@click.group("import")
def import_() -> None:
    """Bring in units, people or cases from .xlsx, .xls or .csv."""


def file_options(command: Command) -> Command:
    """Give a command the file, ``--dry-run`` and ``--json``."""
    dry = click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
    return click.argument("file", type=click.Path(path_type=Path))(dry(json_option(command)))


@import_.command()
@file_options
@click.option("--line", type=click.Choice(LINES), default=LINES[0], show_default=True, help="The line of the units.")
def units(file: Path, line: str, dry_run: bool, as_json: bool) -> None:
    """Bring in a tree of units."""
    ensure_installed()
    actor = system_actor(IMPORTER)
    show(import_units(actor=actor, path=file, line=line, dry_run=dry_run, today=clock.today()), as_json)


@import_.command()
@file_options
@click.option("--complete", default="", metavar="UNITCODE", help="The file holds everybody of this unit and below it.")
def people(file: Path, complete: str, dry_run: bool, as_json: bool) -> None:
    """Bring in a roster; with --complete, who is missing from it has left."""
    ensure_installed()
    actor, unit = system_actor(IMPORTER), complete or None
    show(import_people(actor=actor, path=file, dry_run=dry_run, complete_unit=unit, today=clock.today()), as_json)


@import_.command()
@file_options
@click.option("--start-clocks", is_flag=True, help="Let cases without an answer fall due.")
@click.option("--unit", default="", metavar="CODE", help="The unit of cases that name none.")
def cases(file: Path, start_clocks: bool, unit: str, dry_run: bool, as_json: bool) -> None:
    """Bring in old cases with their answers."""
    ensure_installed()
    refuse_new("casework")
    actor = system_actor(IMPORTER)
    show(import_cases(actor=actor, path=file, dry_run=dry_run, start_clocks=start_clocks, unit=unit), as_json)


@import_.command()
@click.argument("run", type=int)
@json_option
def undo(run: int, as_json: bool) -> None:
    """Take back a run of units or people, by its number."""
    ensure_installed()
    changes = undo_import(actor=system_actor(IMPORTER), run_id=run)
    if as_json:
        put_json({"run": run, "changes": changes})
    else:
        put(_("%(changes)s changes were taken back.") % {"changes": changes})


@import_.command()
@json_option
def runs(as_json: bool) -> None:
    """List the runs, newest first."""
    ensure_installed()
    found = [
        {"run": run.pk, "what": run.what, "file": run.file_name, "started": run.started_at, "undone": run.undone_at}
        for run in import_runs()
    ]
    if as_json:
        put_json(found)
    elif found:
        head = (
            pgettext("console", "Run"),
            pgettext("console", "What"),
            pgettext("console", "File"),
            pgettext("console", "Started"),
            pgettext("console", "Taken back"),
        )
        put_table([head, *(map(_cell, run.values()) for run in found)])
    else:
        put(_("Nothing was brought in yet."))


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return f"{clock.local(value):%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def show(outcome: Outcome, as_json: bool) -> None:
    """Print what became of the rows."""
    if as_json:
        put_json(outcome.as_json())
        return
    put_table(
        [
            (pgettext("console", "Rows"), outcome.rows),
            (pgettext("console", "New"), outcome.new),
            (pgettext("console", "Changed"), outcome.changed),
            (pgettext("console", "Moved"), outcome.moved),
            (pgettext("console", "Unchanged"), outcome.unchanged),
            (pgettext("console", "Duplicates"), outcome.duplicates),
            (pgettext("console", "No longer in the file"), outcome.left),
            (pgettext("console", "Refused"), len(outcome.rejected)),
            (pgettext("console", "Doubtful"), len(outcome.warnings)),
            (pgettext("console", "Seconds"), round(outcome.seconds, 1)),
        ]
    )
    _put_refusals(pgettext("console", "Refused"), outcome.rejected)
    _put_refusals(pgettext("console", "Doubtful"), outcome.warnings)


def _put_refusals(title: str, refusals: list[Refusal]) -> None:
    if not refusals:
        return
    head = (
        pgettext("console", "Sheet"),
        pgettext("console", "Row"),
        pgettext("console", "Column"),
        pgettext("console", "Value"),
        pgettext("console", "Why"),
    )
    shown = ((each.sheet, each.row, each.column, each.value, each.reason) for each in refusals[:SHOWN])
    put(f"\n{title}")
    put_table([head, *shown])
    if len(refusals) > SHOWN:
        put(_("… and %(more)s more; --json names all.") % {"more": len(refusals) - SHOWN})
