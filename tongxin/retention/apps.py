"""Retention as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    """Registers the place and the nightly job, which does nothing until erasing is switched on."""

    name = "tongxin.retention"

    def ready(self) -> None:
        """Register everything once."""
        from tongxin.core.jobs import Job, register  # noqa: PLC0415
        from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415
        from tongxin.retention.rights import MANAGE  # noqa: PLC0415
        from tongxin.retention.writes import erase_task  # noqa: PLC0415

        register(Job("retention.erase", timedelta(days=1), erase_task, _("Erase what is past its term")))
        register_place(
            Place("retention", _("Terms of keeping"), "clock", "retention:terms", "side", 82, "存", needs=(MANAGE,))
        )
