"""Sign-in codes for everybody of a unit, written to a sheet on the server: for any number of people."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.core import clock
from tongxin.core.policy import system_actor
from tongxin.journal.public import note
from tongxin.organisation.facts import CODES_TOLD
from tongxin.organisation.models import CodeRun, Unit
from tongxin.organisation.reads.newcomers import address_of_sign_in, need_two_persons, teams_of
from tongxin.organisation.writes.code_runs import (
    CONSOLE,
    forget_codes,
    go_on,
    order_codes,
    unfinished_console_run,
)
from tongxin.sheets.public import Cell, write_xlsx

OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Written:
    """What was written: how many slips, and the numbers of those who need two people to vouch (200 at most)."""

    slips: int
    left_out: list[str]


def write_slips(
    *, unit: Unit, path: Path, days: int, reason: str, again: bool, tell: Callable[[CodeRun], None]
) -> Written:
    """Make the codes of a unit and write them to a new file that its owner alone may read; then nothing tells them.

    An order that was broken off goes on, with the codes that it has made. ``tell`` hears of each step. Raises
    FileExistsError for a file that is there, and what ``order_codes`` raises.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
    actor = system_actor(CONSOLE)
    try:
        run = unfinished_console_run(unit, clock.today()) or order_codes(
            actor=actor, unit=unit, days=days, reason=reason, again=again
        )
        while run.finished_at is None:
            run = go_on(run)
            tell(run)
        note(CODES_TOLD, actor=actor, unit_id=unit.pk, object=f"organisation.code_run:{run.pk}")
        count = _write(run, path)
    except BaseException:
        path.unlink()
        raise
    forget_codes(actor=actor, run=run)
    return Written(count, [person.staff_no for person in need_two_persons(unit, actor)])


def _write(run: CodeRun, path: Path) -> int:
    counted = [0]
    header = [
        _("Unit"),
        _("Staff number"),
        pgettext("of a person", "Name"),
        _("Sign-in code"),
        _("Address"),
        _("Last day"),
        _("Note"),
    ]
    write_xlsx(path, [(_("Slips"), header, _rows(run, counted))])
    return counted[0]


def _rows(run: CodeRun, counted: list[int]) -> Iterator[list[Cell]]:
    address, day = address_of_sign_in(), f"{run.last_day:%Y-%m-%d}"
    word = _("This paper is yours alone. Nobody may ask you for the code.")
    for team in teams_of(run):
        for slip in team.slips:
            counted[0] += 1
            yield [team.name, slip.number, slip.name, slip.code, address, day, word]
