"""The clocks as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClocksConfig(AppConfig):
    """Keeps terms and the working calendar."""

    name = "tongxin.clocks"

    def ready(self) -> None:
        """Register the job that keeps open clocks up to date."""
        from tongxin.clocks.writes.recompute import recompute_open_clocks  # noqa: PLC0415
        from tongxin.core import jobs  # noqa: PLC0415

        label = _("Follow changes of the working calendar")
        jobs.register(jobs.Job("clocks.recompute", timedelta(hours=1), recompute_open_clocks, label))
