"""Shapes of input. They decide nothing: the services do."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.casework.book import category_choices, mode_choices, stop_choices
from tongxin.casework.writes.raising import Matter
from tongxin.casework.writes.rating import MARKS
from tongxin.core.errors import TongxinError
from tongxin.core.policy import Actor
from tongxin.files.public import AskingForm, MultipleFileField
from tongxin.organisation.public import Unit, UnitField, person_of, standing_path, unit_by_key

MARK_WORDS = {
    "very_bad": _("Very bad"),
    "bad": _("Bad"),
    "good": _("Good"),
    "very_good": _("Very good"),
}


class Form(forms.Form):
    """A form that shows a refusal of a service beside the field at fault, with all that was typed."""

    def take(self, error: TongxinError) -> None:
        """Show a refusal."""
        self.add_error(error.field if error.field in self.fields else None, str(error.message))


class RaiseForm(Form, AskingForm):
    """What happened, where, what you wish."""

    body = forms.CharField(label=_("What happened"), required=False, strip=False, widget=forms.Textarea)
    place = forms.CharField(label=_("Where"), required=False, widget=forms.Select)
    place_note = forms.CharField(label=_("Exactly where"), required=False, max_length=80)
    wish = forms.CharField(label=_("What you wish"), required=False, widget=forms.Textarea)
    attachments = MultipleFileField(label=_("Pictures or files"), required=False)
    mode = forms.ChoiceField(label=_("How you want to say it"), widget=forms.RadioSelect)
    category = forms.ChoiceField(label=_("Category"), required=False)
    about = forms.CharField(label=_("Is it about somebody who handles such matters?"), required=False, max_length=80)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = _places(actor, str(self.data.get("place", "")))
        self.fields["place"].widget.choices = [(unit.key, unit.name) for unit in self.units]
        self.fields["mode"].choices = mode_choices()  # type: ignore[attr-defined]
        self.fields["category"].choices = [("", _("Let the system suggest")), *category_choices()]  # type: ignore[attr-defined]

    def clean_place(self) -> Unit:
        """Return the unit that was chosen, my own by default."""
        chosen = next((unit for unit in self.units if unit.key == self.cleaned_data["place"]), None)
        if chosen is None and not self.units:
            raise forms.ValidationError(_("You belong to no unit yet. Ask the one who keeps the roster to enter you."))
        return chosen or self.units[0]

    def matter(self) -> Matter:
        """Return what is raised."""
        return Matter(**self.cleaned_data)


def _places(actor: Actor, chosen: str) -> list[Unit]:
    """Return where it may have happened: my unit, those above it, and one that was searched for."""
    person = person_of(actor)
    units = list(standing_path(actor, person.home_id)) if person is not None and person.home_id is not None else []
    if chosen and all(unit.key != chosen for unit in units):
        units += [found for found in [unit_by_key(chosen)] if found is not None]
    return units


class SayForm(Form, AskingForm):
    """One thing said in the talk."""

    text = forms.CharField(label=_("Add something"), required=False, strip=False)
    attachments = MultipleFileField(label=_("Pictures or files"), required=False)


class ReplyForm(Form, AskingForm):
    """What a handler writes: to the raiser, for himself, or as the answer."""

    TO: ClassVar = [("talk", _("To the raiser")), ("note", _("Internal note")), ("answer", _("Formal answer"))]

    to = forms.ChoiceField(label=_("To whom"), choices=TO, widget=forms.RadioSelect, initial="talk")
    text = forms.CharField(label=_("Reply"), required=False, strip=False, widget=forms.Textarea)
    attachments = MultipleFileField(label=_("Pictures or files"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class RateForm(Form):
    """The raiser's word. Nothing is preselected."""

    SOLVED: ClassVar = [("yes", _("Solved")), ("part", _("Partly solved")), ("no", _("Not solved"))]
    MARK: ClassVar = [*[(code, MARK_WORDS[code]) for code in MARKS], ("", _("No opinion"))]

    solved = forms.ChoiceField(label=_("Is it solved?"), choices=SOLVED, required=False, widget=forms.RadioSelect)
    mark = forms.ChoiceField(label=_("How was it handled"), choices=MARK, required=False, widget=forms.RadioSelect)
    remark = forms.CharField(label=_("Anything else"), required=False, widget=forms.Textarea)


class HandOnForm(Form):
    """Which unit, and why."""

    unit = UnitField(label=_("Responsible unit"))
    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea)


class StopForm(Form):
    """What is waited for."""

    category = forms.ChoiceField(label=_("Waiting for"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("What exactly"), required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = stop_choices()  # type: ignore[attr-defined]


class ExtendForm(Form):
    """How many days more, and why."""

    days = forms.IntegerField(label=_("Working days more"), min_value=1, max_value=99)
    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea)


class RouteForm(Form):
    """Which unit is responsible for a category."""

    category = forms.ChoiceField(label=_("Category"), required=False)
    scope = UnitField(label=_("At and below"))
    unit = UnitField(label=_("Responsible unit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("Any category")), *category_choices()]  # type: ignore[attr-defined]
