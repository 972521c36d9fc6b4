"""Forms about a person: who he is, where he belongs, what he holds."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongxin.accounts.public import texts_are_set_up
from tongxin.organisation.fields import UnitField
from tongxin.organisation.reads.standings import kinds
from tongxin.organisation.web.forms.form import DayField, Form

SEXES = [("", _("Not said")), ("f", _("Female")), ("m", _("Male"))]


class PersonForm(Form):
    """What is known of a person."""

    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=60)
    staff_no = forms.CharField(label=_("Staff number"), max_length=40)
    kind = forms.ChoiceField(label=_("Kind"))
    sex = forms.ChoiceField(label=_("Sex"), choices=SEXES, required=False)
    born_on = DayField(label=_("Birthday"), required=False, initial=None)
    national_id = forms.CharField(label=_("Identity number"), required=False, max_length=32)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=32)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds().items())  # type: ignore[attr-defined]
        for name in ("national_id", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"


class RegisterForm(PersonForm):
    """A new person, with the place of work."""

    home = UnitField(label=_("Place of work"))
    from_on = DayField()

    field_order = ["name", "staff_no", "home", "kind", "sex", "born_on", "national_id", "phone", "from_on"]


class ChangeForm(PersonForm):
    """Corrections. Identity number and phone are never shown here: what is left empty stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("national_id", "phone"):
            self.fields[name].help_text = _("Leave it empty to keep what is entered.")

    def changes(self) -> dict[str, Any]:
        """Return what is to change."""
        kept = {"national_id", "phone"}
        return {name: value for name, value in self.cleaned_data.items() if value or name not in kept}


class TransferForm(Form):
    """Another unit of the same line."""

    unit = UnitField(label=_("To which unit"))
    day = DayField()


class JoinForm(Form):
    """A unit of a line, and as what one belongs to it."""

    unit = UnitField(label=_("Which unit"))
    standing = forms.ChoiceField(label=pgettext_lazy("of a member", "Standing"))
    from_on = DayField()

    def __init__(self, *args: Any, standings: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].choices = list(standings.items())  # type: ignore[attr-defined]


class StandingForm(Form):
    """Another standing in the same unit."""

    standing = forms.ChoiceField(label=pgettext_lazy("of a member", "Standing"))
    day = DayField()

    def __init__(self, *args: Any, standings: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].choices = list(standings.items())  # type: ignore[attr-defined]


class DayForm(Form):
    """The first day on which something holds no longer."""

    day = DayField()


class AppointForm(Form):
    """A post."""

    unit = UnitField(label=_("In which unit"))
    title = forms.CharField(label=_("Title of the post"), max_length=60)
    code = forms.ChoiceField(
        label=_("Post"), required=False, help_text=_("The post decides the role. By the title, unless you choose one.")
    )
    main = forms.BooleanField(label=_("Main post, not a side post"), required=False, initial=True)
    basis = forms.CharField(label=_("Document or meeting that decided it"), required=False, max_length=120)
    from_on = DayField()
    last_on = DayField(label=_("Last day"), required=False, initial=None)

    def __init__(self, *args: Any, posts: Sequence[tuple[str, Sequence[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("By the title")), *posts]  # type: ignore[attr-defined]

    def appointment(self) -> dict[str, Any]:
        """Return what the service takes: the end is the first day without the post."""
        values = dict(self.cleaned_data)
        last_on = values.pop("last_on")
        return values | ({"to_on": last_on + timedelta(days=1)} if last_on else {})


class CodeForm(Form):
    """Why somebody needs a sign-in code."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("For example: first sign-in; forgot the password, came to the desk and showed the work card."),
    )
    resets_factors = forms.BooleanField(
        label=_("The second factor and the recovery codes are lost too: take them away"), required=False
    )


class SlipsForm(Form):
    """For which unit sign-in codes are ordered, for how long they count, and why."""

    unit = UnitField(label=_("Unit and below"))
    days = forms.TypedChoiceField(
        label=_("The codes count for"),
        coerce=int,
        choices=[(7, _("7 days")), (14, _("14 days")), (30, _("30 days"))],
        initial=14,
    )
    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("For example: first sign-in of the workshop."))
    again = forms.BooleanField(
        label=_("Also for those who hold a code that was not used: their old one ends"), required=False
    )
    by_text = forms.BooleanField(
        label=_("Send the codes by text message instead of printing them"),
        required=False,
        help_text=_("To the mobile numbers on the roster. Whoever has none, or is not reached, is named."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not texts_are_set_up():
            del self.fields["by_text"]


class ReasonForm(Form):
    """Why somebody looks at what is sensitive."""

    why = forms.CharField(label=_("Why you need to see it"), required=False, max_length=200)
