"""The command that looks at everything an operator answers for."""

from collections import Counter
from dataclasses import asdict

import click
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.config.checkup.findings import State
from tongxin.config.checkup.looks import look_at_everything
from tongxin.config.cli.output import json_option, put, put_json, put_table


@click.command()
@click.option("--full", is_flag=True, help="Read the whole journal and the whole database; takes minutes when large.")
@json_option
def check(full: bool, as_json: bool) -> int:
    """Look at settings, database, keys, disk, journal, worker, clock, calendar and backup, and say what to do.

    Ends with 1 if there is a fault, with 0 otherwise.
    """
    found = list(look_at_everything(full=full))
    counts = Counter(finding.state for _look, finding in found)
    if as_json:
        put_json({"ok": not counts[State.FAULT], "findings": [asdict(finding) for _look, finding in found]})
    else:
        words = {
            State.OK: pgettext("checkup", "ok"),
            State.WARNING: pgettext("checkup", "WARNING"),
            State.FAULT: pgettext("checkup", "FAULT"),
        }
        put_table((words[finding.state], str(look.label), finding.text) for look, finding in found)
        numbers = {"faults": counts[State.FAULT], "warnings": counts[State.WARNING]}
        put(
            _("Faults: %(faults)d. Warnings: %(warnings)d.") % numbers
            if any(numbers.values())
            else _("Everything is in order.")
        )
    return 1 if counts[State.FAULT] else 0
