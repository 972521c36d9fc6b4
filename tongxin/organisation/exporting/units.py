"""Exporting units: a sheet a line, that can be changed in Excel and imported again."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.policy import Actor, require
from tongxin.journal.public import note
from tongxin.organisation.facts import UNITS_EXPORTED
from tongxin.organisation.models import Unit, UnitPath
from tongxin.organisation.models.spans import FOREVER
from tongxin.organisation.reads.tree import as_at, path_names
from tongxin.organisation.reads.units import line_name, lines_in_use, type_name
from tongxin.organisation.rights import EXPORT, reach
from tongxin.sheets.public import write_xlsx

CHUNK = 2000
Row = tuple[str, str, str, str, str, str, str]


def export_units(*, actor: Actor, path: Path, line: str = "", day: date | None = None) -> int:
    """Write the units of a line, or of all lines, as they stood on a day (default: today). Returns how many.

    Only units within the reach of the actor's right. The export is noted in the journal. Raises ForbiddenError.
    """
    day = day or clock.today()
    require(not reach(actor, EXPORT).nowhere)
    sheets = [(one, list(_rows(actor, one, day))) for one in ([line] if line else lines_in_use())]
    header = (_("Code"), _("Name"), _("Type"), _("Parent code"), _("Path"), _("Founded"), _("Dissolved"))
    write_xlsx(path, [(line_name(one), header, rows) for one, rows in sheets])
    rows = sum(len(rows) for _line, rows in sheets)
    note(UNITS_EXPORTED, actor=actor, object="organisation.units", rows=rows, line=line, day=day.isoformat())
    return rows


def _rows(actor: Actor, line: str, day: date) -> Iterator[Row]:
    mine = Unit.objects.filter(pk__in=reach(actor, EXPORT).unit_ids(day), line=line)
    standing = mine.filter(founded_on__lte=day, dissolved_on__gt=day).select_related("type").order_by("code")
    parents = dict(UnitPath.objects.on(day).filter(depth=1, unit__line=line).values_list("unit_id", "ancestor__code"))
    stream = standing.iterator(chunk_size=CHUNK)
    while chunk := as_at(islice(stream, CHUNK), day):
        paths = path_names(chunk, day)
        yield from (_row(unit, parents.get(unit.pk, ""), paths[unit.pk]) for unit in chunk)


def _row(unit: Unit, parent_code: str, path: str) -> Row:
    gone = unit.dissolved_on.isoformat() if unit.dissolved_on != FOREVER else ""
    return unit.code, unit.name, type_name(unit.type), parent_code, path, unit.founded_on.isoformat(), gone
