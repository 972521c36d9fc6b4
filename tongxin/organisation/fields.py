"""A form field that takes a unit as people write it: by name, full name or code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.organisation.models import Unit
from tongxin.organisation.reads.tree import SEPARATOR, path_name, path_names
from tongxin.organisation.reads.units import unit_by_key

STEP = SEPARATOR.strip()


class UnitField(forms.CharField):
    """Returns the unit that is meant, or None for an empty text. The names are offered while one types.

    The page needs ``organisation/parts/unit_names.html`` once, wherever such a field stands.
    """

    default_error_messages = {
        "unknown": _("No unit is called “%(text)s”. Choose one of those offered while you type, or write its code."),
        "many": _("Several units are called “%(text)s”. Choose the full name, or write the code of the one you mean."),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tie the input to the list of names."""
        return super().widget_attrs(widget) | {"list": "unit-names", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """Show a unit, or the key of one, by its full name; leave what was typed as it is."""
        unit = value if isinstance(value, Unit) else unit_by_key(str(value or ""))
        return path_name(unit) if unit else value

    def clean(self, value: Any) -> Unit | None:
        """Return the unit. Raises ValidationError where none or more than one is meant."""
        text = super().clean(value)
        if not text:
            return None
        found = units_meant(text)
        if len(found) != 1:
            code = "many" if found else "unknown"
            raise forms.ValidationError(self.error_messages[code], code=code, params={"text": text})
        return found[0]


def units_meant(text: str) -> list[Unit]:
    """Return the units that a key, a code, a full name or a name means; more than one where it is ambiguous."""
    by_key = unit_by_key(text)
    if by_key is not None:
        return [by_key]
    standing = Unit.objects.filter(dissolved_on__gt=clock.today()).select_related("type", "parent", "serves")
    by_code = list(standing.filter(code=text))
    if by_code:
        return by_code
    steps = [step.strip() for step in text.split(STEP)]
    named = list(standing.filter(name=steps[-1]))
    if len(steps) == 1:
        return named
    full = path_names(named)
    return [unit for unit in named if full[unit.pk] == SEPARATOR.join(steps)]
