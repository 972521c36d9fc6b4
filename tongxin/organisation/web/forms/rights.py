"""Forms of grants and delegations, and a field that takes a person as people write him."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.policy import Actor
from tongxin.organisation.fields import UnitField
from tongxin.organisation.models import Person
from tongxin.organisation.reads.people import find_person
from tongxin.organisation.reads.standings import roles
from tongxin.organisation.rights import nameable_people
from tongxin.organisation.web.forms.form import DayField, Form


class PersonField(forms.CharField):
    """Returns the person of a staff number, or of a name that only one person bears whom the actor may name.

    ``anybody`` takes every staff number: for naming a colleague whose number one knows.
    """

    actor: Actor
    default_error_messages = {
        "unknown": _("Nobody is found for “%(text)s”. Write the staff number."),
        "many": _("Several people are called “%(text)s”. Write the staff number."),
    }

    def __init__(self, *, anybody: bool = False, **kwargs: Any) -> None:
        self.anybody = anybody
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Tie the input to the list of names."""
        return super().widget_attrs(widget) | {"list": "person-names", "autocomplete": "off"}

    def clean(self, value: Any) -> Person:
        """Return the person. Raises ValidationError where nobody or more than one is meant."""
        text = super().clean(value)
        found = self._meant(text)
        if len(found) != 1:
            code = "many" if found else "unknown"
            raise forms.ValidationError(self.error_messages[code], code=code, params={"text": text})
        return found[0]

    def _meant(self, text: str) -> list[Person]:
        number = text.partition(" ")[0]
        nameable = nameable_people(self.actor)
        by_number = find_person(number) if self.anybody else nameable.filter(staff_no=number).first()
        return [by_number] if by_number else list(nameable.filter(name=text)[:2])


class GrantForm(Form):
    """Who gets which role, where, why and until when."""

    person = PersonField(label=_("Person"))
    role = forms.ChoiceField(label=_("Role"))
    unit = UnitField(label=_("On which unit"), required=False, help_text=_("And below, as far as the role goes."))
    reason = forms.CharField(label=_("Why"), max_length=200)
    last_on = DayField(label=_("Last day"), initial=None)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].actor = actor  # type: ignore[attr-defined]
        self.fields["role"].choices = list(roles().items())  # type: ignore[attr-defined]


class DelegateForm(Form):
    """Who acts for me in which of my roles, why and until when."""

    held = forms.ChoiceField(label=_("In which role"), widget=forms.RadioSelect)
    taker = PersonField(label=_("Who acts for you"), anybody=True, help_text=_("Staff number"))
    reason = forms.CharField(label=_("Why"), max_length=200)
    from_on = DayField()
    last_on = DayField(label=_("Last day"), initial=None)

    def __init__(self, *args: Any, actor: Actor, held: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["taker"].actor = actor  # type: ignore[attr-defined]
        self.fields["held"].choices = held  # type: ignore[attr-defined]
