"""Casework as a Django app: what it brings to pages and jobs of others."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseworkConfig(AppConfig):
    """Registers places, panels, to-dos, notices, owners of files, followers and jobs."""

    name = "tongxin.casework"

    def ready(self) -> None:
        """Register everything once."""
        from tongxin.casework import followers, notice_kinds  # noqa: PLC0415
        from tongxin.casework.book import stop_choices  # noqa: PLC0415
        from tongxin.casework.exporting import CASES  # noqa: PLC0415
        from tongxin.casework.reads.opening import may_open  # noqa: PLC0415
        from tongxin.casework.reads.own_data import own_data  # noqa: PLC0415
        from tongxin.casework.web import figures, panels  # noqa: PLC0415
        from tongxin.casework.writes.erasing import CASES_HELD  # noqa: PLC0415
        from tongxin.clocks.public import register_reasons  # noqa: PLC0415
        from tongxin.core.exports import register_export  # noqa: PLC0415
        from tongxin.core.figures import register_figures  # noqa: PLC0415
        from tongxin.core.own_data import Source, register_own_data  # noqa: PLC0415
        from tongxin.core.retention import register_holding  # noqa: PLC0415
        from tongxin.core.ui.panels import register as register_panel  # noqa: PLC0415
        from tongxin.files.public import register_owner  # noqa: PLC0415
        from tongxin.inbox.public import register_todo_source  # noqa: PLC0415

        _declare_module()
        register_own_data(Source("casework", 30, own_data))
        register_export(CASES)
        register_figures(*figures.load_figures(), *figures.view_figures())
        register_holding(CASES_HELD)
        _register_places()
        followers.register()
        notice_kinds.register()
        for panel in (
            *(panels.MinePanel(), panels.QueuePanel(), panels.LoadPanel(), panels.UnitPanel(), panels.MeRow()),
        ):
            register_panel(panel)
        register_todo_source("casework", panels.todos)
        register_reasons(stop_choices)
        register_owner("casework.case", may_open)
        register_owner("casework.message", may_open)
        _register_jobs()


def _declare_module() -> None:
    from tongxin.casework.reads.stats import live_count  # noqa: PLC0415
    from tongxin.core.modules import Module, declare_module  # noqa: PLC0415

    help = _("People raise a matter; a named person answers before a day.")
    declare_module(Module("casework", _("Say it and cases"), help, _("Open cases"), live_count))


def _register_jobs() -> None:
    from tongxin.casework.tasks import escalate_task, expire_task, pass_up_task, refresh_task  # noqa: PLC0415
    from tongxin.core.jobs import Job, register  # noqa: PLC0415

    hour, half = timedelta(hours=1), timedelta(minutes=30)
    register(Job("casework.refresh", hour, refresh_task, _("Work out afresh what falls due")))
    register(Job("casework.escalate", half, escalate_task, _("Remind of near and missed deadlines")))
    register(Job("casework.pass_up", half, pass_up_task, _("Pass up cases that nobody accepted")))
    register(Job("casework.expire", hour, expire_task, _("End cases that nobody rated in time")))


def _register_places() -> None:
    from tongxin.casework.rights import HANDLE, RAISE, SUPERVISE  # noqa: PLC0415
    from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415

    desk = (HANDLE, SUPERVISE)
    mine = ("casework:case", "casework:mine", "casework:raise")
    work = ("casework:",)
    register_place(Place("voice", _("Say it"), "message", "casework:raise", order=20, needs=(RAISE,), also=mine))
    register_place(
        Place(
            "listen",
            pgettext_lazy("job", "Cases"),
            "message",
            "casework:queue",
            "side",
            20,
            "听",
            needs=desk,
            also=work,
        )
    )
    register_place(
        Place("queue", _("The queue"), "message", "casework:queue", "side", 10, needs=desk, parent="listen", also=work)
    )
    register_place(
        Place(
            "routes",
            _("Who is responsible"),
            "route",
            "casework:routes",
            "side",
            20,
            needs=(SUPERVISE,),
            parent="listen",
        )
    )
