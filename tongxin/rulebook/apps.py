"""The rulebook as a Django app."""

from django.apps import AppConfig


class RulebookConfig(AppConfig):
    """Nothing to register."""

    name = "tongxin.rulebook"
