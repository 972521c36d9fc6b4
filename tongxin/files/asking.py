"""A form that asks where something may be a mark of secrecy, and goes on when it is told that it is none."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.files.cleaning import CleanFile
from tongxin.files.marks import question_of


class AskingForm(forms.Form):
    """What people type and attach. ``asks`` tells the template to show the box ``not_secret``."""

    not_secret = forms.BooleanField(
        label=gettext_lazy("I have looked: it is neither a state secret nor a work secret."), required=False
    )
    asks = False

    def clean(self) -> dict[str, Any]:
        """Ask once, unless it was answered. Its answer is no part of what is sent on."""
        values = super().clean() or self.cleaned_data
        is_answered = values.pop("not_secret", False)
        texts = [value for value in values.values() if isinstance(value, str)]
        files = [one for value in values.values() if isinstance(value, list) for one in value]
        found = question_of(texts, [one.suspected for one in files if isinstance(one, CleanFile)])
        self.asks = bool(found)
        if found and not is_answered:
            again = " " + _("Choose the files again, too.") if files else ""
            self.add_error(None, found + " " + _("If it is none, say so below and send again.") + again)
        return values
