"""Shapes of input of accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import User
from tongxin.accounts.sign_in import guarded_tries
from tongxin.core.errors import TooManyError


class SignInForm(forms.Form):
    """Staff number or phone, and the password."""

    name = forms.CharField(
        label=_("Staff number or phone"), widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Password or sign-in code"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """A new password, for whoever came in with a code."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 8 characters, and not a common one. A short sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class PasswordForm(NewPasswordForm):
    """The old password and the new one."""

    old = forms.CharField(
        label=_("Present password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("old", "password")


class SecondForm(forms.Form):
    """A number of the authenticator app or a recovery code; or the answer of a passkey, put there by the page."""

    typed = forms.CharField(
        label=_("Number of the app, or a recovery code"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )
    answer = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)


class ConfirmForm(forms.Form):
    """The present password, asked again before what protects the account is changed."""

    password = forms.CharField(
        label=_("Present password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse another password. Tries count like those of the sign-in."""
        password = str(self.cleaned_data["password"])
        try:
            if not guarded_tries(f"again:{self.user.pk}", lambda: self.user.check_password(password)):
                raise forms.ValidationError(_("The present password is not right."))
        except TooManyError as error:
            raise forms.ValidationError(str(error.message)) from error
        return password


class AppForm(ConfirmForm):
    """The number that the app shows, what to call it, and the password."""

    typed = forms.CharField(
        label=_("Number that the app shows"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    label = forms.CharField(label=_("What you call it"), required=False, max_length=60)
    field_order = ("typed", "label", "password")


class PasskeyForm(ConfirmForm):
    """What to call the passkey, the password, and the browser's answer."""

    label = forms.CharField(label=_("What you call it"), required=False, max_length=60)
    answer = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    field_order = ("label", "password")
