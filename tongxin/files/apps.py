"""Files as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Declares the look and sweeps the vault once a day."""

    name = "tongxin.files"

    def ready(self) -> None:
        """Register the look, the scope and the job."""
        from tongxin.core.jobs import Job, register  # noqa: PLC0415
        from tongxin.core.own_data import Source, register_own_data  # noqa: PLC0415
        from tongxin.files import facts, rights, vault  # noqa: F401, PLC0415
        from tongxin.files.drafts import KIND, forget_drafts, opening_of_draft  # noqa: PLC0415
        from tongxin.files.own_data import own_data  # noqa: PLC0415
        from tongxin.files.owners import register_owner  # noqa: PLC0415

        register_own_data(Source("files", 60, own_data))
        register_owner(KIND, opening_of_draft)
        register(Job("files.drafts", timedelta(hours=1), forget_drafts, _("Throw away files that wait in vain")))
        register(Job("files.sweep", timedelta(days=1), vault.sweep, _("Clear away files that belong to nothing")))
