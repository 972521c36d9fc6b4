"""Disclosure as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# 中华人民共和国个人信息保护法, articles 44 to 50
DUTY = _("Everybody may see, take and have corrected what is kept of him (Personal Information Protection Law, 44–50).")


class DisclosureConfig(AppConfig):
    """Registers what it keeps of a person, a to-do, a notice and the place of those who answer."""

    name = "tongxin.disclosure"

    def ready(self) -> None:
        """Register everything once."""
        from tongxin.core.modules import Module, declare_module  # noqa: PLC0415
        from tongxin.core.own_data import Source, register_own_data  # noqa: PLC0415
        from tongxin.core.retention import register_holding  # noqa: PLC0415
        from tongxin.core.ui.panels import register as register_panel  # noqa: PLC0415
        from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415
        from tongxin.disclosure.erasing import CORRECTIONS_HELD  # noqa: PLC0415
        from tongxin.disclosure.reads import own_data, todos  # noqa: PLC0415
        from tongxin.disclosure.rights import EDIT  # noqa: PLC0415
        from tongxin.disclosure.web.panels import MinePanel  # noqa: PLC0415
        from tongxin.disclosure.writes import ANSWERED_NOTICE  # noqa: PLC0415
        from tongxin.inbox.public import register_kind, register_todo_source  # noqa: PLC0415

        declare_module(Module("disclosure", _("My data and corrections"), duty=DUTY))
        register_holding(CORRECTIONS_HELD)
        register_own_data(Source("disclosure", 90, own_data))
        register_panel(MinePanel())
        register_kind(ANSWERED_NOTICE)
        register_todo_source("disclosure", todos)
        register_place(
            Place(
                "corrections",
                _("Corrections"),
                "pencil",
                "disclosure:corrections",
                "side",
                40,
                needs=(EDIT,),
                parent="people",
                also=("disclosure:correction",),
            )
        )
