"""PUBLIC: the door of exports, for the command line."""

from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.core.errors import BadInputError
from tongxin.core.exports import export_kinds
from tongxin.core.policy import system_actor
from tongxin.exports.making import write_file
from tongxin.exports.writes import ask_export, decide_export, log_console_export, take_export
from tongxin.organisation.public import find_person


def export_on_console(*, what: str, path: Path, operator: str, reason: str) -> int:
    """Write a file for a named operator (his staff number) and log it first. Returns its rows.

    Raises BadInput for an operator who is not in the roster, and without a reason.
    """
    person = find_person(operator) if operator else None
    if person is None:
        raise BadInputError(_("Say who you are: --operator with your staff number, as it is in the roster."))
    actor, kind = system_actor("export"), export_kinds()[what]
    export = log_console_export(actor=actor, kind=kind, person=person, reason=reason)
    return write_file(actor, export, path, kind)


__all__ = ["ask_export", "decide_export", "export_on_console", "take_export"]
