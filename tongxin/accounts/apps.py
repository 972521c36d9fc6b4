"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Declares the looks of sign-in."""

    name = "tongxin.accounts"
