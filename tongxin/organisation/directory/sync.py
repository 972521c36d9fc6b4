"""Taking units and people over from a directory: as files that the importing services read, compare and can undo."""

import csv
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.accounts.public import Directory, DirectoryPerson, DirectoryUnit
from tongxin.core.policy import Actor, require
from tongxin.organisation.importing.people import import_people
from tongxin.organisation.importing.units import import_units
from tongxin.organisation.models import Unit
from tongxin.organisation.reads.tree import roots
from tongxin.organisation.rights import IMPORT, reach
from tongxin.organisation.writes.people import ADMINISTRATIVE
from tongxin.sheets.public import Outcome, Refusal

TITLES = ("工号", "姓名", "手机号", "部门编码")


@dataclass(frozen=True)
class Synced:
    """What became of the units and of the people of a directory."""

    units: Outcome
    people: Outcome


def sync_directory(
    *,
    actor: Actor,
    code: str,
    directory: Directory,
    dry_run: bool = False,
    complete_unit: str | None = None,
    today: date,
) -> Synced:
    """Bring in the units of a directory, then its people; each is a run of its own that can be taken back.

    Somebody without a staff number is refused by name: nothing else would find him again. With ``complete_unit`` the
    directory names everybody of that unit and below: who is missing leaves today. A dry run writes nothing; people of
    units that would be new are compared as if they worked in the nearest unit above that is there.

    Raises ForbiddenError, what the directory raises, and what the importing services raise.
    """
    require(not reach(actor, IMPORT).nowhere)
    units, people = list(directory.units()), list(directory.people())
    rejected = [_nameless(person, number) for number, person in enumerate(people, 1) if not person.staff_no]
    numbered = [person for person in people if person.staff_no]
    with _files(code, today) as (unit_file, people_file):
        unit_file.write_text(json.dumps([_row(unit) for unit in units], ensure_ascii=False), encoding="utf-8")
        found = import_units(actor=actor, path=unit_file, dry_run=dry_run, today=today) if units else Outcome()
        _write(people_file, _placed(numbered, units) if dry_run else numbered)
        came = Outcome()
        if numbered:
            came = import_people(
                actor=actor, path=people_file, dry_run=dry_run, complete_unit=complete_unit, today=today
            )
    came.rows += len(rejected)
    came.rejected += rejected
    return Synced(found, came)


def _row(unit: DirectoryUnit) -> dict[str, str]:
    values = asdict(unit)
    return {"code": values["code"], "name": values["name"], "parent_code": values["parent"]}


def _write(file: Path, people: list[DirectoryPerson]) -> None:
    with file.open("w", encoding="utf-8", newline="") as sheet:
        rows = csv.writer(sheet)
        rows.writerow(TITLES)
        rows.writerows((one.staff_no, one.name, one.phone, one.unit) for one in people)


def _placed(people: list[DirectoryPerson], units: list[DirectoryUnit]) -> list[DirectoryPerson]:
    known = set(Unit.objects.filter(line=ADMINISTRATIVE).values_list("code", flat=True))
    top = next((unit.code for unit in roots(ADMINISTRATIVE)), "")
    above = {unit.code: unit.parent for unit in units}

    def nearest(code: str) -> str:
        passed: set[str] = set()
        while code and code not in known and code not in passed:
            passed.add(code)
            code = above.get(code, "")
        return code if code in known else top

    return [replace(person, unit=nearest(person.unit)) if person.unit else person for person in people]


def _nameless(person: DirectoryPerson, number: int) -> Refusal:
    reason = _("The directory gives no staff number. Enter it there, or take over people by a roster.")
    return Refusal("", number, TITLES[0], person.name, reason)


@contextmanager
def _files(code: str, today: date) -> Iterator[tuple[Path, Path]]:
    with tempfile.TemporaryDirectory(prefix="tongxin-directory-") as folder:
        yield Path(folder) / f"{code} {today.isoformat()}.json", Path(folder) / f"{code} {today.isoformat()}.csv"
