"""The file itself: made when it is fetched, with the rights of that moment, and kept nowhere (docs/decisions/0022)."""

import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.errors import RuleBrokenError
from tongxin.core.exports import Kind, Line, Mark, export_kinds
from tongxin.core.own_data import moment_text
from tongxin.core.policy import Actor, may, require
from tongxin.exports.book import growth
from tongxin.exports.models import APPROVED, Export
from tongxin.exports.rules import covered


def make_file(actor: Actor, export: Export) -> bytes:
    """Return the file of an export that was taken or opened.

    Raises Forbidden where the right is gone by now, and RuleBroken where there are more rows than were counted or
    approved: then nothing leaves.
    """
    kind = export_kinds()[export.what]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / kind.file
        write_file(actor, export, file, kind)
        return file.read_bytes()


def write_file(actor: Actor, export: Export, file: Path, kind: Kind) -> int:
    """Write the file of an export. Returns its rows. Raises like ``make_file``, and then leaves no file."""
    require(bool(actor.system) or may(actor, kind.right))
    written = kind.write(actor, export.unit_key, file, _mark(export, kind))
    most = covered(export.rows, growth()) if export.state == APPROVED else export.rows
    if written.sensitive > most and not actor.system:
        file.unlink()
        raise RuleBrokenError(
            _("There are %(rows)s rows by now, and %(most)s were counted. Ask again.")
            % {"rows": written.sensitive, "most": export.rows}
        )
    return written.rows


def _mark(export: Export, kind: Kind) -> Mark:
    person, by = export.person, export.decided_by
    lines: list[Line] = [
        (_("Export number"), export.number),
        (_("File"), str(kind.label)),
        (_("Taken by"), f"{person.name} ({person.staff_no})"),
        (_("Taken at"), moment_text(clock.now())),
        (_("Whose rows"), export.unit.name if export.unit is not None else _("all within reach")),
        (_("People's rows"), str(export.rows)),
    ]
    if by is not None:
        lines.append((_("Approved by"), f"{by.name} ({by.staff_no}), {moment_text(export.decided_at)}"))
    if export.reason:
        lines.append((_("What for"), export.reason))
    lines.append((_("Note"), _("This file holds people's data. Whoever passes it on answers for it.")))
    return Mark(export.number, _("Export number"), (_("Who took it"), (_("Item"), _("Kept")), lines))
