"""Commands about cases."""

import click
from django.utils.translation import pgettext

from tongxin.casework.public import case_stats
from tongxin.config.cli.installing import ensure_installed
from tongxin.config.cli.output import json_option, put_json, put_table


@click.group()
def cases() -> None:
    """Figures of the stored cases."""


@cases.command()
@json_option
def stats(as_json: bool) -> None:
    """Count cases and say how long an answer took."""
    ensure_installed()
    found = case_stats()
    if as_json:
        put_json(found)
        return
    by_unit = found.pop("by_unit")
    names = {
        "cases": pgettext("console", "Cases"),
        "answered": pgettext("console", "Answered"),
        "duplicates": pgettext("console", "Duplicates"),
        "median_calendar_days": pgettext("console", "Median, calendar days"),
        "median_working_days": pgettext("console", "Median, working days"),
    }
    put_table([*((names[key], "–" if value is None else value) for key, value in found.items()), *by_unit.items()])
