"""What the gallery shows: one made-up value for each state of each component."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock

SWATCHES = ("paper", "sunk", "ink", "ink2", "edge", "zhu", "ok", "soon", "late", "note", "gold")

RUNNING = "past mon|past|past mon|past|stop|past|past today|mon||||||mon|||end"
ANSWERED = "past mon|past|past mon|past|stop|past|past|past mon|past|past done|||mon|||end"
OVERDUE = "past mon|past|past|past|past|past mon|past|past|past|past|past mon|past|past over|past over today"


@dataclass(frozen=True)
class PageSpecimen:
    """A page of a long list, in the middle."""

    before: str = "a"
    after: str = "b"
    words: str = "51–100"


class SpecimenForm(forms.Form):
    """A form with one field of each kind; the telephone number is too short."""

    phone = forms.CharField(label=_("Telephone"), help_text=_("Only to send you notices"), min_length=11)
    kind = forms.ChoiceField(label=_("What about"), choices=[("water", _("Hot water")), ("bus", _("Bus"))])
    wish = forms.CharField(label=_("What you hope for"), required=False, widget=forms.Textarea)
    on = forms.DateField(label=_("Which day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    identity = forms.ChoiceField(
        label=_("Say it as"),
        widget=forms.RadioSelect,
        choices=[("handler", _("Handler only")), ("anonymous", _("Anonymous"))],
    )
    view = forms.ChoiceField(
        label=_("Period"), widget=forms.RadioSelect, choices=[("month", _("Month")), ("year", _("Year"))]
    )
    task = forms.BooleanField(label=_("Make it a task"), required=False)


def specimens(request: HttpRequest) -> dict[str, object]:
    """Return everything the gallery's templates need."""
    form = SpecimenForm({"phone": "1380013", "kind": "water", "identity": "handler", "view": "month", "task": "on"})
    return {
        "swatches": SWATCHES,
        "form": form,
        "notes": {"handler": _("Nobody else sees it"), "anonymous": _("Follow it with a receipt code")},
        "rulers": [
            (_("Running, stopped for one day"), RUNNING.split("|")),
            (_("Answered in time"), ANSWERED.split("|")),
            (_("Overdue"), OVERDUE.split("|")),
        ],
        "page": PageSpecimen(),
        "stages": [_("Raised"), _("Accepted"), _("In hand"), _("Answered"), _("Rated")],
        "stage": _("In hand"),
        "today": clock.today(),
        "later": clock.today() + timedelta(days=12),
        "an_hour_ago": clock.now() - timedelta(hours=1),
        "path": request.path,
    }
