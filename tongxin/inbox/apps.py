"""The inbox as a Django app."""

from datetime import timedelta

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Puts two panels on the home page and forgets old notices once a day."""

    name = "tongxin.inbox"

    def ready(self) -> None:
        """Register panels and job."""
        from tongxin.core.jobs import Job  # noqa: PLC0415
        from tongxin.core.jobs import register as register_job  # noqa: PLC0415
        from tongxin.core.ui.panels import register  # noqa: PLC0415
        from tongxin.inbox.web.panels import NewsPanel, TodoPanel  # noqa: PLC0415
        from tongxin.inbox.writes import forget_read  # noqa: PLC0415

        register(TodoPanel())
        register(NewsPanel())
        register_job(Job("inbox.forget_read", timedelta(days=1), forget_read))
