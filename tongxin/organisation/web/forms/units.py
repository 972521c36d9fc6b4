"""Forms of the acts on a unit."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import Text
from tongxin.organisation.fields import UnitField
from tongxin.organisation.models import Unit
from tongxin.organisation.web.forms.form import DayField, Form

PARTS = 3
STAYS = "0"
LONG = {"rows": 8}


class FoundForm(Form):
    """A new unit below another one."""

    name = forms.CharField(label=_("Name"), max_length=120)
    code = forms.CharField(label=_("Code"), max_length=60, help_text=_("Never used twice in this line."))
    type_code = forms.ChoiceField(label=_("Type"))
    serves = UnitField(
        label=_("Serves"), required=False, help_text=_("The administrative unit for whose people it is there.")
    )
    day = DayField()

    def __init__(self, *args: Any, types: Sequence[tuple[str, Text]], in_line: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type_code"].choices = types  # type: ignore[attr-defined]
        if not in_line:
            del self.fields["serves"]


class RenameForm(Form):
    """Another name."""

    name = forms.CharField(label=_("New name"), max_length=120)
    day = DayField()


class MoveForm(Form):
    """Another place."""

    parent = UnitField(
        label=_("Below which unit"), required=False, help_text=_("Leave it empty for the top of the line.")
    )
    day = DayField()


class MergeForm(Form):
    """Into which unit it goes."""

    into = UnitField(label=_("Into which unit"))
    day = DayField()


class DissolveForm(Form):
    """The day from which the unit exists no longer."""

    day = DayField()


class ServeForm(Form):
    """Whom it serves."""

    serves = UnitField(label=_("Serves"), required=False, help_text=_("Leave it empty if it serves no unit."))


class DutiesForm(Form):
    """What the unit is there for, and what it will do this year."""

    duties = forms.CharField(label=_("Duties"), required=False, widget=forms.Textarea(attrs=LONG))
    year_plan = forms.CharField(label=_("Plan of the year"), required=False, widget=forms.Textarea(attrs=LONG))


class SplitForm(Form):
    """The new units, which of the units below go where, and whether one of them takes over the rest."""

    def __init__(self, *args: Any, children: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = children
        numbers = range(1, PARTS + 1)
        parts = [(str(n), _("New unit %(n)s") % {"n": n}) for n in numbers]
        for n in numbers:
            self.fields[f"code_{n}"] = forms.CharField(
                label=_("Code of new unit %(n)s") % {"n": n}, required=n == 1, max_length=60
            )
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("Name of new unit %(n)s") % {"n": n}, required=n == 1, max_length=120
            )
        for child in children:
            choices = [(STAYS, _("Stays where it is")), *parts]
            self.fields[f"below_{child.pk}"] = forms.ChoiceField(label=child.name, choices=choices)
        self.fields["heir"] = forms.ChoiceField(
            label=_("What becomes of the old unit"),
            choices=[
                (STAYS, _("It stays")),
                *((n, _("%(part)s takes over all the rest") % {"part": part}) for n, part in parts),
            ],
        )
        self.fields["day"] = DayField()

    def parts(self) -> dict[str, tuple[str, str]]:
        """Return code and name of the new units by their number."""
        values = self.cleaned_data
        found = {str(n): (values[f"code_{n}"], values[f"name_{n}"]) for n in range(1, PARTS + 1)}
        return {number: part for number, part in found.items() if any(part)}

    def below(self) -> dict[str, list[Unit]]:
        """Return by the code of a new unit which units go below it."""
        codes = {number: code for number, (code, _name) in self.parts().items()}
        found: dict[str, list[Unit]] = {}
        for child in self.children:
            number = self.cleaned_data[f"below_{child.pk}"]
            if number != STAYS:
                found.setdefault(codes.get(number, ""), []).append(child)
        return found

    def heir(self) -> str:
        """Return the code of the new unit that takes over the rest; empty where the old one stays."""
        number = self.cleaned_data["heir"]
        return self.parts()[number][0] if number in self.parts() else ""
