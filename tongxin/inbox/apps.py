"""The inbox as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InboxConfig(AppConfig):
    """Registers rights, places, panels, the projection and the jobs of the inbox."""

    name = "tongxin.inbox"

    def ready(self) -> None:
        """Register everything once."""
        from tongxin.core.figures import register_figures  # noqa: PLC0415
        from tongxin.core.own_data import Source, register_own_data  # noqa: PLC0415
        from tongxin.core.retention import register_holding  # noqa: PLC0415
        from tongxin.core.ui.panels import register  # noqa: PLC0415
        from tongxin.inbox import account_notices, followers  # noqa: PLC0415
        from tongxin.inbox.reads.own_data import own_data  # noqa: PLC0415
        from tongxin.inbox.rights import declare_rights  # noqa: PLC0415
        from tongxin.inbox.web.figures import burden_figures  # noqa: PLC0415
        from tongxin.inbox.web.panels import ChannelsPanel, NewsPanel, TodoPanel  # noqa: PLC0415
        from tongxin.inbox.writes.erasing import NOTICES_HELD  # noqa: PLC0415

        declare_rights()
        register_holding(NOTICES_HELD)
        register_own_data(Source("inbox", 50, own_data))
        register_figures(*burden_figures())
        followers.register()
        account_notices.register()
        for panel in (TodoPanel(), NewsPanel(), ChannelsPanel()):
            register(panel)
        _register_places()
        _register_jobs()


def _register_places() -> None:
    from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415
    from tongxin.inbox.rights import BURDEN  # noqa: PLC0415

    register_place(Place("burden", _("Burden"), "scale", "inbox:burden", "side", 95, "减", needs=(BURDEN,)))


def _register_jobs() -> None:
    from tongxin.core.jobs import Job, register  # noqa: PLC0415
    from tongxin.inbox.writes.addresses import forget_codes  # noqa: PLC0415
    from tongxin.inbox.writes.checkpoints import mail_checkpoints  # noqa: PLC0415
    from tongxin.inbox.writes.delivering import deliver  # noqa: PLC0415
    from tongxin.inbox.writes.measuring import measure_task  # noqa: PLC0415
    from tongxin.inbox.writes.reading import forget_read  # noqa: PLC0415

    register(Job("inbox.deliver", timedelta(seconds=30), deliver, _("Send what people wish to hear outside")))
    register(Job("inbox.measure", timedelta(hours=1), measure_task, _("Measure how much people are asked")))
    checkpoints = _("Mail a checkpoint of the journal, once a day")
    register(Job("inbox.checkpoints", timedelta(hours=1), mail_checkpoints, checkpoints))
    register(Job("inbox.forget_read", timedelta(days=1), forget_read, _("Forget notices that were read long ago")))
    register(Job("inbox.forget_codes", timedelta(days=1), forget_codes, _("Forget codes that confirm an address")))
