"""What the gallery shows: one made-up value for each state of each component."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.http import HttpRequest
from django.utils.translation import pgettext_lazy

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

    phone = forms.CharField(
        label=pgettext_lazy("gallery", "Telephone"),
        help_text=pgettext_lazy("gallery", "Only to send you notices"),
        min_length=11,
        error_messages={"min_length": pgettext_lazy("gallery", "4 digits are missing. A number has 11.")},
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("gallery", "What about"),
        choices=[("water", pgettext_lazy("gallery", "Hot water")), ("bus", pgettext_lazy("gallery", "Bus"))],
    )
    wish = forms.CharField(label=pgettext_lazy("gallery", "What you hope for"), required=False, widget=forms.Textarea)
    on = forms.DateField(
        label=pgettext_lazy("gallery", "Which day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    identity = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Say it as"),
        widget=forms.RadioSelect,
        choices=[
            ("handler", pgettext_lazy("gallery", "Handler only")),
            ("anonymous", pgettext_lazy("gallery", "Anonymous")),
        ],
    )
    view = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Period"),
        widget=forms.RadioSelect,
        choices=[("month", pgettext_lazy("gallery", "Month")), ("year", pgettext_lazy("gallery", "Year"))],
    )
    task = forms.BooleanField(label=pgettext_lazy("gallery", "Make it a task"), required=False)


def specimens(request: HttpRequest) -> dict[str, object]:
    """Return everything the gallery's templates need."""
    form = SpecimenForm({"phone": "1380013", "kind": "water", "identity": "handler", "view": "month", "task": "on"})
    return {
        "swatches": SWATCHES,
        "form": form,
        "notes": {
            "handler": pgettext_lazy("gallery", "Nobody else sees it"),
            "anonymous": pgettext_lazy("gallery", "Follow it with a receipt code"),
        },
        "rulers": [
            (pgettext_lazy("gallery", "Running, stopped for one day"), RUNNING.split("|")),
            (pgettext_lazy("gallery", "Answered in time"), ANSWERED.split("|")),
            (pgettext_lazy("gallery", "Overdue"), OVERDUE.split("|")),
        ],
        "page": PageSpecimen(),
        "stages": [
            pgettext_lazy("gallery", "Raised"),
            pgettext_lazy("gallery", "Accepted"),
            pgettext_lazy("gallery", "In hand"),
            pgettext_lazy("gallery", "Answered"),
            pgettext_lazy("gallery", "Rated"),
        ],
        "stage": pgettext_lazy("gallery", "In hand"),
        "today": clock.today(),
        "later": clock.today() + timedelta(days=12),
        "an_hour_ago": clock.now() - timedelta(hours=1),
        "path": request.path,
    }
