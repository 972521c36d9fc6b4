"""Shapes of input. They decide nothing: the services do."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import TongxinError
from tongxin.inbox.channels.robots import KINDS
from tongxin.inbox.rules.hours import Digest, Hours
from tongxin.organisation.public import UnitField


class Form(forms.Form):
    """A form that shows a refusal of a service beside the field at fault, with all that was typed."""

    def take(self, error: TongxinError) -> None:
        """Show a refusal."""
        self.add_error(error.field if error.field in self.fields else None, str(error.message))


def _time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class ChoiceForm(Form):
    """By which ways, and when."""

    DIGEST: ClassVar = [
        (Digest.AT_ONCE.value, _("At once")),
        (Digest.DAILY.value, _("Once a day")),
        (Digest.OFF.value, _("Only urgent ones")),
    ]

    by_mail = forms.BooleanField(label=_("By e-mail"), required=False)
    by_robot = forms.BooleanField(label=_("By the robot in our group"), required=False)
    digest = forms.ChoiceField(label=_("What is not urgent"), choices=DIGEST, widget=forms.RadioSelect)
    digest_at = _time_field(_("Once a day means at"))
    quiet_from = _time_field(_("Quiet from"))
    quiet_until = _time_field(_("Quiet until"))
    quiet_days = forms.BooleanField(label=_("Quiet on days off, too"), required=False)
    urgent_anyway = forms.BooleanField(label=_("Urgent ones may come at any time"), required=False)

    def hours(self) -> Hours:
        """Return the hours that were chosen."""
        chosen = self.cleaned_data
        return Hours(
            quiet_from=chosen["quiet_from"],
            quiet_until=chosen["quiet_until"],
            quiet_days=chosen["quiet_days"],
            digest=Digest(chosen["digest"]),
            digest_at=chosen["digest_at"],
            urgent_anyway=chosen["urgent_anyway"],
        )


class AddressForm(Form):
    """Where one reads mail."""

    address = forms.CharField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("Code from the mail"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class RobotForm(Form):
    """A robot of a group."""

    KIND: ClassVar = [(name, kind.label) for name, kind in KINDS.items()]

    unit = UnitField(label=_("For the people of"), required=False)
    kind = forms.ChoiceField(label=_("Product"), choices=KIND, widget=forms.RadioSelect, initial="wecom")
    url = forms.CharField(label=_("Address of the robot"), max_length=500)
    secret = forms.CharField(label=_("Secret for signing"), required=False, max_length=200)
