"""Shapes of input. They decide nothing: the services do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import TongxinError
from tongxin.exchange.reads.endpoints import kind_choices


class EndpointForm(forms.Form):
    """A webhook: who is told of what."""

    name = forms.CharField(label=_("Which system is told"), max_length=60)
    url = forms.CharField(label=_("Address of the receiver"), max_length=1000)
    kinds = forms.MultipleChoiceField(label=_("What it is told of"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["url"].required = is_new

    def take(self, error: TongxinError) -> None:
        """Show a refusal of a service beside the field at fault."""
        self.add_error(error.field if error.field in self.fields else None, str(error.message))
