"""Shape of input for keys of other systems."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import TongxinError
from tongxin.core.scopes import declared_scopes


class KeyForm(forms.Form):
    """What a key for another system may be used for, and until when."""

    label = forms.CharField(label=_("For which system"), max_length=80)
    scopes = forms.MultipleChoiceField(label=_("What it may be used for"), widget=forms.CheckboxSelectMultiple)
    read_only = forms.BooleanField(
        label=_("It may only read"),
        required=False,
        help_text=_("Even where something ticked above would let it write."),
    )
    last_on = forms.DateField(
        label=_("Last day"),
        help_text=_("At most a year from today."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(scope.name, scope.label) for scope in declared_scopes().values()]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]

    def take(self, error: TongxinError) -> None:
        """Show a refusal of the service beside the field at fault."""
        self.add_error(error.field if error.field in self.fields else None, str(error.message))
