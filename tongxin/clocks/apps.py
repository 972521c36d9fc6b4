"""The clocks as a Django app."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    """Keeps terms and the working calendar."""

    name = "tongxin.clocks"
