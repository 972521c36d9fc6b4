"""Why a row of a roster was refused or is doubtful, in one plain sentence each."""

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text

REASONS: dict[str, Text] = {
    "no_name": _("The row has no name. Write the person's name."),
    "too_long": _("This is too long. A name has at most 60 characters, a staff number 40."),
    "unit_unknown": _("There is no such unit. Write its code or its full name, or add it first."),
    "unit_ambiguous": _("Several units bear this name. Give the code or the path."),
    "unit_serves_none": _("This unit serves no place of work. Name the place of work."),
    "out_of_reach": _("You may not bring in people of this unit. Ask whoever looks after it."),
    "staff_no_taken": _(
        "An earlier row of this file gives this staff number to somebody else. Correct one of the two."
    ),
    "national_id_taken": _(
        "An earlier row of this file gives this identity number to somebody else. Correct one of the two."
    ),
    "two_people": _(
        "The staff number belongs to one person and the identity number to another. Find out which of them it is."
    ),
    "somebody_else": _("This staff number already belongs to somebody of another name and identity number."),
    "foreign_id": _("This is not a resident identity number; it was not kept. The row was."),
    "sex_unknown": _("Write 男 or 女. The row was kept without it."),
    "kind_unknown": _("There is no such kind of person. The row was kept without it."),
    "sex_differs": _("The identity number says another sex; that was kept."),
    "birth_differs": _("The identity number says another birthday; that was kept."),
    "no_unit": _("The row names no unit. The person belongs nowhere until somebody gives him a place."),
    "line_unit": _("This is not a place of work. The person was placed in the unit that it serves."),
    "first_of_several": _("Several units are named; the first one was taken."),
    "twice": _("The file names this person twice with different content. The later row counts."),
    "several_people": _("Several people bear this name there, and the row has no number. Nothing was changed."),
    "phone_signs_in": _("This phone signs in somebody else, so it does not sign in this person."),
}
