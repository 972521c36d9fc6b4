"""Shapes of input of exports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import TongxinError
from tongxin.exports.reads import Filters, kind_choices


class Form(forms.Form):
    """A form that shows a refusal of a service beside the field at fault, with all that was typed."""

    def take(self, error: TongxinError) -> None:
        """Show a refusal."""
        self.add_error(error.field if error.field in self.fields else None, str(error.message))


class AskForm(Form):
    """What the file is for."""

    reason = forms.CharField(
        label=_("What is the file for, and who will get it"), required=False, strip=False, widget=forms.Textarea
    )


class DecideForm(Form):
    """Whether it may leave, and why."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[("approve", _("Approve")), ("refuse", _("Do not approve"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    text = forms.CharField(label=_("Reason for your decision"), required=False, strip=False, widget=forms.Textarea)


class FilterForm(forms.Form):
    """What the log is narrowed to. What cannot be understood narrows nothing."""

    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    what = forms.ChoiceField(label=_("File"), required=False)
    person = forms.CharField(label=_("Name or staff number"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [("", _("all")), *kind_choices()]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """Return what was understood."""
        self.is_valid()
        found = getattr(self, "cleaned_data", {})
        return Filters(found.get("day"), found.get("what", ""), found.get("person", ""))
