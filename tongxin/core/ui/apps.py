"""The shared interface as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Brings templates, sheets, scripts and tags."""

    name = "tongxin.core.ui"
