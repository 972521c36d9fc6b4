"""The ground floor as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Checks the database when the process starts, and forgets keys that nobody will send again."""

    name = "tongxin.core"

    def ready(self) -> None:
        """Register the start-up checks and the job."""
        from tongxin.core import db  # noqa: F401, PLC0415
        from tongxin.core.acts import forget_old_acts  # noqa: PLC0415
        from tongxin.core.jobs import Job, register  # noqa: PLC0415

        register(
            Job("core.forget_old_acts", timedelta(days=1), forget_old_acts, _("Forget marks against double sending"))
        )
