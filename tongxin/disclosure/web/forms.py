"""Shapes of input of disclosure."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import TongxinError
from tongxin.disclosure.models import CORRECTED, KEPT


class Form(forms.Form):
    """A form that shows a refusal of a service beside the field at fault, with all that was typed."""

    def take(self, error: TongxinError) -> None:
        """Show a refusal."""
        self.add_error(error.field if error.field in self.fields else None, str(error.message))


class CorrectionForm(Form):
    """What is wrong."""

    words = forms.CharField(
        label=_("What is wrong, and what should it be"), required=False, strip=False, widget=forms.Textarea
    )


class AnswerForm(Form):
    """Whether it was corrected, and the answer."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[(CORRECTED, _("It is corrected")), (KEPT, _("It stays as it is"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    text = forms.CharField(label=_("Answer"), required=False, strip=False, widget=forms.Textarea)
