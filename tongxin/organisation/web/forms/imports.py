"""Which sheet is to be brought in, and what it holds."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongxin.organisation.fields import UnitField
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.units import line_name
from tongxin.organisation.web.forms.form import Form
from tongxin.sheets.public import UnreadableError, look_at

MEGABYTE = 1024 * 1024
LARGEST = 20
ENDINGS = ".xlsx,.xls,.csv"
WHAT = [
    ("people", pgettext_lazy("what is imported", "Roster")),
    ("units", pgettext_lazy("what is imported", "Units")),
]


class ImportForm(Form):
    """A sheet of people, or of units of one line."""

    what = forms.ChoiceField(label=_("What the sheet holds"), choices=WHAT, widget=forms.RadioSelect, initial="people")
    line = forms.ChoiceField(label=_("Line of the units"), required=False, help_text=_("For units only."))
    complete = UnitField(
        label=_("The roster holds everybody of this unit and below"),
        required=False,
        help_text=_(
            "For a roster only. Leave it empty for a part of the people. With a unit, whoever works there and is"
            " missing from the sheet is entered as having left; the check names them first."
        ),
    )
    sheet = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text=_(".xlsx, .xls or .csv, 20 MB at most. It is kept encrypted and thrown away after use or a day."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(line, line_name(line)) for line in LINES]  # type: ignore[attr-defined]
        self.fields["sheet"].error_messages["empty"] = _("The file is empty. Save it once more and upload it again.")

    def clean_sheet(self) -> bytes:
        """Return the bytes of a file that is a spreadsheet by its content. What is in it, the worker finds out."""
        upload: UploadedFile[Any] = self.cleaned_data["sheet"]
        if (upload.size or 0) > LARGEST * MEGABYTE:
            raise forms.ValidationError(
                _("The file is larger than 20 MB. Delete empty rows and pictures, or split it, and choose it again.")
            )
        self.name = str(upload.name)
        plain: bytes = upload.read()
        with NamedTemporaryFile() as file:
            file.write(plain)
            file.flush()
            try:
                look_at(Path(file.name))
            except UnreadableError as error:
                raise forms.ValidationError(str(error.message)) from error
        return plain

    def order(self) -> dict[str, Any]:
        """Return what is ordered: a roster has no line, units have nobody who is missing."""
        said = dict(self.cleaned_data)
        if said["what"] == "people":
            said["line"] = ""
        else:
            said |= {"line": said["line"] or LINES[0], "complete": None}
        return said | {"file_name": self.name}
