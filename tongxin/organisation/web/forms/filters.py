"""What a roster is narrowed to: a form that is sent by its address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongxin.organisation.fields import UnitField
from tongxin.organisation.reads.roster import Filters, standing_choices
from tongxin.organisation.reads.standings import kinds


class FilterForm(forms.Form):
    """Unit, text, kind and standing; what cannot be read narrows nothing and says so beside its field."""

    q = forms.CharField(label=_("Name, initials or number"), required=False, max_length=80)
    unit = UnitField(label=_("Unit and below"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    standing = forms.ChoiceField(label=pgettext_lazy("of a member", "Standing"), required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.fields["kind"].choices = [("", _("All kinds")), *kinds().items()]  # type: ignore[attr-defined]
        self.fields["standing"].choices = [("", _("Any standing")), *standing_choices()]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """Return the filters."""
        self.is_valid()
        values = self.cleaned_data
        return Filters(values.get("unit"), values.get("q", ""), values.get("kind", ""), values.get("standing", ""))
