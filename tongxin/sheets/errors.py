"""Why a file could not be read, in one sentence each."""

from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text, TongxinError

SENTENCES: dict[str, Text] = {
    "missing": _("The file is not there. Choose it again."),
    "empty": _("The file is empty. Save it once more and upload it again."),
    "protected": _("The file is protected by a password. Remove the password in Excel or WPS and upload it again."),
    "not_a_sheet": _("This is not a spreadsheet. Upload an .xlsx, .xls or .csv file."),
    "damaged": _("The file is damaged and cannot be opened. Save it once more as .xlsx and upload it again."),
    "encoding": _("The characters of this file cannot be read. Save it as .xlsx or as CSV UTF-8 and upload it again."),
    "bomb": _("The file unpacks to far more than its size allows, so it was not opened. Save it as a new .xlsx file."),
    "too_large": _("The file is too large. Delete empty rows and pictures, or split it, and upload it again."),
    "no_table": _("No table was found in this file. One row must hold the names of the columns."),
}


class UnreadableError(TongxinError):
    """The file cannot be read as a spreadsheet. ``code`` is a key of ``SENTENCES``.

    An import that finds no table of its kind says with ``message`` which columns it looks for (code ``no_table``).
    """

    status = 422

    def __init__(self, code: str, message: Text = "") -> None:
        super().__init__(message or SENTENCES[code], code=code)
