"""The assembly as a Django app: it brings the words of the command line and of the API."""

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    """Nothing to register."""

    name = "tongxin.config"
