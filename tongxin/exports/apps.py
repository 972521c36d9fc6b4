"""Exports as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    """Is the door for files; registers the to-do, the notice, the section of own data and the places."""

    name = "tongxin.exports"

    def ready(self) -> None:
        """Register everything once."""
        from tongxin.core.exports import register_door  # noqa: PLC0415
        from tongxin.core.own_data import Source, register_own_data  # noqa: PLC0415
        from tongxin.core.retention import register_holding  # noqa: PLC0415
        from tongxin.core.ui.panels import register as register_panel  # noqa: PLC0415
        from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415
        from tongxin.exports.erasing import LOG_HELD  # noqa: PLC0415
        from tongxin.exports.reads import own_data  # noqa: PLC0415
        from tongxin.exports.rights import APPROVE, JOURNAL_VIEW  # noqa: PLC0415
        from tongxin.exports.web.panels import MinePanel, todos  # noqa: PLC0415
        from tongxin.exports.web.views import door  # noqa: PLC0415
        from tongxin.exports.writes import DECIDED_NOTICE  # noqa: PLC0415
        from tongxin.inbox.public import register_kind, register_todo_source  # noqa: PLC0415

        register_door(door)
        register_holding(LOG_HELD)
        register_own_data(Source("exports", 80, own_data))
        register_panel(MinePanel())
        register_kind(DECIDED_NOTICE)
        register_todo_source("exports", todos)
        waiting = ("exports:export",)
        register_place(
            Place(
                "approve",
                _("Exports to approve"),
                "download",
                "exports:waiting",
                "side",
                70,
                "准",
                needs=(APPROVE,),
                also=waiting,
            )
        )
        register_place(
            Place("exports", _("Log of exports"), "download", "exports:log", "side", 81, "出", needs=(JOURNAL_VIEW,))
        )
