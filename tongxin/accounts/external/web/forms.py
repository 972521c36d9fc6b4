"""Shapes of input of sign-in by other systems."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _password(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class BindForm(forms.Form):
    """Staff number or phone, and the password of the account here."""

    name = forms.CharField(
        label=_("Staff number or phone"), widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = _password(_("Password"))


class DomainForm(forms.Form):
    """The name and password of the domain."""

    name = forms.CharField(
        label=_("Name in the domain"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = _password(_("Password of the domain"))


class PasswordOnlyForm(forms.Form):
    """The password of the one who is signed in."""

    password = _password(_("Present password"))


class NumberForm(forms.Form):
    """Whose bindings an administrator looks at."""

    number = forms.CharField(label=_("Staff number"), max_length=40)
