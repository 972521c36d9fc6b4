"""Feedback as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# 政务移动互联网应用程序规范化管理办法 (国办函〔2026〕12号); 关于防治“指尖上的形式主义”的若干意见 (2023)
DUTY = _(
    "Whoever runs a platform must let people complain and suggest, and answer them "
    "(Measures for government mobile applications, 2026)."
)


class FeedbackConfig(AppConfig):
    """Registers the way in at the foot of every page, the readers' place, their to-do and one notice."""

    name = "tongxin.feedback"

    def ready(self) -> None:
        """Register everything once."""
        from tongxin.core.modules import Module, declare_module  # noqa: PLC0415
        from tongxin.core.own_data import Source, register_own_data  # noqa: PLC0415
        from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415
        from tongxin.feedback.own_data import own_data  # noqa: PLC0415
        from tongxin.feedback.reads import todos  # noqa: PLC0415
        from tongxin.feedback.rights import READ  # noqa: PLC0415
        from tongxin.feedback.writes import ANSWERED_NOTICE  # noqa: PLC0415
        from tongxin.inbox.public import register_kind, register_todo_source  # noqa: PLC0415

        declare_module(Module("feedback", _("Complaints about the platform"), duty=DUTY))
        register_place(Place("complain", _("Complain or suggest"), "message-report", "feedback:say", "foot", 20))
        register_place(
            Place(
                "remarks",
                _("About the platform"),
                "message-report",
                "feedback:remarks",
                "side",
                30,
                needs=(READ,),
                parent="settings",
                also=("feedback:remark",),
            )
        )
        register_own_data(Source("feedback", 40, own_data))
        register_kind(ANSWERED_NOTICE)
        register_todo_source("feedback", todos)
