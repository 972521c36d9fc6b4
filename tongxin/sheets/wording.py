"""Why a cell could not be understood, in one plain sentence each: what is wrong and what to do."""

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text
from tongxin.sheets.rules.cells import CellError

REASONS: dict[str, Text] = {
    "whole_number": _("This is not a whole number. Write digits only."),
    "damaged_number": _(
        "Excel has rounded this long number; its last digits are lost. Format the column as text and enter it again."
    ),
    "date": _("This is not a date. Write it like 2019-02-28."),
    "october_or_january": _(
        "This may mean January or October. Write it like 2019-01 or 2019-10, in a column formatted as text."
    ),
    "id_length": _("An identity number has 18 characters, the old form 15. Check it for missing or extra ones."),
    "id_birthday": _("The birthday in this identity number does not exist. Check digits 7 to 14."),
    "id_check": _("The check digit of this identity number does not fit. One of its digits is probably mistyped."),
    "phone": _("This is not one phone number. Write an 11-digit mobile number, or a landline like 0731-88881234."),
}


def reason_of(error: CellError) -> Text:
    """Return the sentence for a cell that could not be understood, to be shown beside the cell."""
    return REASONS[error.code]
