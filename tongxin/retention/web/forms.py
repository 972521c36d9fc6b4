"""Shapes of input of retention."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import TongxinError


class SwitchForm(forms.Form):
    """That the terms were read before erasing begins; ``due`` is how much is past its term on the page."""

    due = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    read = forms.BooleanField(label=_("I have checked the terms above against our own rules."))


class HoldForm(forms.Form):
    """Whose data must not be erased, why and how long."""

    staff_no = forms.CharField(
        label=_("Staff number"), required=False, max_length=40, help_text=_("Empty: nothing at all is erased.")
    )
    reason = forms.CharField(label=_("Why it must be kept"), required=False, strip=False, widget=forms.Textarea)
    until = forms.DateField(label=_("Last day of the hold"), widget=forms.DateInput(attrs={"type": "date"}))

    def take(self, error: TongxinError) -> None:
        """Show a refusal of a service beside the field at fault, with all that was typed."""
        self.add_error(error.field if error.field in self.fields else None, str(error.message))
