"""The assembly as a Django app: it brings the words of the command line and of the API."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssemblyConfig(AppConfig):
    """Declares the looks of backup and restore, and the job by which one sees that a worker is alive."""

    name = "tongxin.config"

    def ready(self) -> None:
        """Register the looks, the page of the self-check, the archive of a module and the job."""
        from tongxin.config import facts  # noqa: F401, PLC0415
        from tongxin.config.backup.one_module import write_module  # noqa: PLC0415
        from tongxin.core.jobs import ALIVE, Job, register  # noqa: PLC0415
        from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415
        from tongxin.modules.public import register_archiver  # noqa: PLC0415

        register_archiver(write_module)
        needs, icon = ("system.settings",), "circle-check"
        check = Place("check", _("Self-check"), icon, "config:check", "side", 15, needs=needs, parent="settings")
        register_place(check)
        register(Job(ALIVE, timedelta(minutes=1), lambda: None, _("Show that the worker lives")))
