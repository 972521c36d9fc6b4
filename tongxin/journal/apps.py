"""The journal as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Sets a checkpoint outside the database every ten minutes."""

    name = "tongxin.journal"

    def ready(self) -> None:
        """Register the job."""
        from tongxin.core.jobs import Job, register  # noqa: PLC0415
        from tongxin.journal.verify import set_checkpoint  # noqa: PLC0415

        register(Job("journal.checkpoint", timedelta(minutes=10), set_checkpoint))
