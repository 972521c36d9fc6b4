"""The ground floor as a Django app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Checks the database when the process starts."""

    name = "tongxin.core"

    def ready(self) -> None:
        """Register the start-up checks."""
        from tongxin.core import db  # noqa: F401, PLC0415
