"""Files as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Declares the look and sweeps the vault once a day."""

    name = "tongxin.files"

    def ready(self) -> None:
        """Register the look and the job."""
        from tongxin.core.jobs import Job, register  # noqa: PLC0415
        from tongxin.files import facts, vault  # noqa: F401, PLC0415

        register(Job("files.sweep", timedelta(days=1), vault.sweep))
