"""The journal as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    """Sets a checkpoint outside the database every ten minutes."""

    name = "tongxin.journal"

    def ready(self) -> None:
        """Register the job."""
        from tongxin.core.jobs import Job, register  # noqa: PLC0415
        from tongxin.core.retention import register_holding  # noqa: PLC0415
        from tongxin.journal.erasing import facts_holding, looks_holding  # noqa: PLC0415
        from tongxin.journal.pushing import seal_task  # noqa: PLC0415

        register_holding(looks_holding())
        register_holding(facts_holding())
        register(Job("journal.checkpoint", timedelta(minutes=10), seal_task, _("Seal the journal with a checkpoint")))
