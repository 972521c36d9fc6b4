"""Says in one sentence each why a row of units was refused, or what is doubtful about it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text
from tongxin.organisation.rules.unit_plan import Fault, Note
from tongxin.sheets.public import Refusal

REASONS: dict[Fault, Text] = {
    Fault.NO_CODE: _("The row has no code. Give the unit a code that stays the same for ever."),
    Fault.NO_NAME: _("The row has no name. Write the unit's name."),
    Fault.TOO_LONG: _("Code, name or type is too long: 60, 120 and 40 characters are the most."),
    Fault.OTHER_CONTENT: _("Row %(first)s already has the code %(code)s, with other content. Keep one of the two."),
    Fault.PARENT_UNKNOWN: _("There is no unit %(parent)s above it. Add that unit, or correct the parent."),
    Fault.PARENT_AMBIGUOUS: _("%(count)s units are called %(parent)s. Give the parent's code or its full path."),
    Fault.PARENT_DISSOLVED: _("The unit %(parent)s above it is dissolved. Choose a parent that stays."),
    Fault.PARENT_REFUSED: _("The unit %(parent)s above it was refused (row %(place)s). Correct that row first."),
    Fault.CYCLE: _("%(name)s would stand below itself: its parent %(parent)s stands below it. Correct one of the two."),
    Fault.DISSOLVED: _("The unit with the code %(code)s is dissolved. Codes are never used twice: choose another."),
    Fault.LATER_CHANGE: _("A change of this unit is already entered for a later day. Change it on its page."),
    Fault.OUT_OF_REACH: _("You may not change units in this place. Ask whoever looks after it."),
    Fault.NEW_TYPE: _("The type %(type)s is new; it was added."),
    Fault.TYPE_NOT_USUAL: _("The type %(type)s is not usual below the type %(above)s (%(count)s rows)."),
}
COLUMN: dict[Fault, str] = {
    Fault.NO_NAME: "name",
    Fault.PARENT_UNKNOWN: "parent",
    Fault.PARENT_AMBIGUOUS: "parent",
    Fault.PARENT_DISSOLVED: "parent",
    Fault.PARENT_REFUSED: "parent",
    Fault.CYCLE: "parent",
    Fault.NEW_TYPE: "type",
    Fault.TYPE_NOT_USUAL: "type",
}


def refusal_of(note: Note, types: Mapping[str, str]) -> Refusal:
    """Return a note of the plan as a line of the outcome; ``types`` are the names of types by code."""
    row, column = note.row, COLUMN.get(note.fault, "code")
    value = {"name": row.name, "type": row.type, "parent": row.parent_code or "/".join(row.above)}.get(column, row.code)
    named = {key: types.get(note.data[key], note.data[key]) for key in ("type", "above") if key in note.data}
    reason = str(REASONS[note.fault]) % {"code": row.code, "name": row.name, **note.data, **named}
    return Refusal(row.place.sheet, row.place.number, column, value, reason)
