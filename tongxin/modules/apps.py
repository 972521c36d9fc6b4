"""Modules as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModulesConfig(AppConfig):
    """Tells the ground floor what is off; registers its place."""

    name = "tongxin.modules"

    def ready(self) -> None:
        """Register everything once."""
        from tongxin.core.modules import register_switches  # noqa: PLC0415
        from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415
        from tongxin.modules.reads import switches  # noqa: PLC0415
        from tongxin.modules.rights import SETTINGS  # noqa: PLC0415

        register_switches(switches)
        register_place(
            Place(
                "modules", _("Modules"), "settings", "modules:modules", "side", 20, needs=(SETTINGS,),
                parent="settings", also=("modules:",),
            )
        )  # fmt: skip
