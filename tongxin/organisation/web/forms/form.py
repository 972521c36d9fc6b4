"""A form that can show what a service refused."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.core.errors import TongxinError

# Where a refusal names no field, its code says which of these it is about.
AT_FAULT = {
    "below_itself": ("parent",),
    "heir_below": ("into",),
    "other_line": ("parent", "into"),
    "type_not_allowed": ("type_code", "parent"),
    "dissolved": ("parent", "into"),
    "not_yet_founded": ("day",),
    "later_change": ("day",),
    "same_day": ("day",),
}
# What a service calls otherwise than a form.
ALSO = {"unit": ("home",), "to_on": ("last_on",), "day": ("from_on",), "units": ("into",)}


class Form(forms.Form):
    """Shows a refusal of a service beside the field at fault, with all that was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("This is needed.")

    def take(self, error: TongxinError) -> None:
        """Show a refusal."""
        names = (error.field, *ALSO.get(error.field, ()), *AT_FAULT.get(error.code, ()))
        self.add_error(next((name for name in names if name in self.fields), None), str(error.message))


class DayField(forms.DateField):
    """A day; today until another one is chosen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("From which day"))
        kwargs.setdefault("initial", clock.today)
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)
