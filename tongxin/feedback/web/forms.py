"""Shapes of input of feedback."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import TongxinError


class Form(forms.Form):
    """A form that shows a refusal of a service beside the field at fault, with all that was typed."""

    def take(self, error: TongxinError) -> None:
        """Show a refusal."""
        self.add_error(error.field if error.field in self.fields else None, str(error.message))


class RemarkForm(Form):
    """What is wrong, a contact, and for whoever is signed in: whether to leave the name."""

    body = forms.CharField(label=_("What is wrong, or could be better"), required=False, widget=forms.Textarea)
    contact = forms.CharField(
        label=_("How to reach you"), required=False, help_text=_("Kept encrypted; seen by those who answer only.")
    )
    with_name = forms.BooleanField(label=_("Leave my name, so that I am told of the answer"), required=False)


class AnswerForm(Form):
    """The answer."""

    answer = forms.CharField(label=_("Answer"), required=False, strip=False, widget=forms.Textarea)
