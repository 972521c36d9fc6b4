"""The form field for attachments."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import BadInputError
from tongxin.files.cleaning import CleanFile, Upload, clean_files
from tongxin.files.rules.kinds import KINDS

ACCEPT = ",".join(suffix for kind in KINDS for suffix in kind.suffixes)


class MultipleFileInput(forms.FileInput):
    """A file input that takes several files; phones offer camera, album and files."""

    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Attachments: its cleaned value is a list of CleanFile for ``store_files``, empty when nothing was sent."""

    widget = MultipleFileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Photos and files"))
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "help_text",
            _("Photos, PDF, Office files or text, up to 9 of 20 MB. Nothing that is a state or work secret."),
        )
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the input: the endings of names that make sense to choose."""
        return {**super().widget_attrs(widget), "accept": ACCEPT}

    def clean(self, data: Any, initial: Any = None) -> list[CleanFile]:  # noqa: ARG002
        """Return the files cleaned. Raises ValidationError with one sentence for each refused file."""
        uploads: list[Upload] = [upload for upload in data or [] if upload]
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        try:
            return clean_files(uploads)
        except BadInputError as refused:
            raise ValidationError(refused.data["sentences"], code="refused") from refused
