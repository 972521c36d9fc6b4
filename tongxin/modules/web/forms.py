"""Shapes of input. They decide nothing: the services do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import TongxinError


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Why"), max_length=200)

    def take(self, error: TongxinError) -> None:
        """Show a refusal beside the field at fault, with all that was typed."""
        self.add_error(error.field if error.field in self.fields else None, str(error.message))


class OffForm(ReasonForm):
    """From which day, and why."""

    off_on = forms.DateField(label=_("Off from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    field_order = ("off_on", "reason")
