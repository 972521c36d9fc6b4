"""The front door as a Django app."""

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Registers its places."""

    name = "tongxin.portal"

    def ready(self) -> None:
        """Register the notice, the page about figures and the places of the bars."""
        from tongxin.accounts.public import register_notice  # noqa: PLC0415
        from tongxin.core.figures import register_page  # noqa: PLC0415
        from tongxin.portal.texts.privacy import PRIVACY  # noqa: PLC0415

        register_notice(PRIVACY)
        register_page(lambda name, of: reverse("portal:figure", args=[name, of]))
        _register_places()


def _register_places() -> None:
    from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415
    from tongxin.portal.rights import JOURNAL_VIEW, SETTINGS  # noqa: PLC0415

    register_place(Place("home", _("Home"), "home", "portal:home", order=10, also=("inbox:",)))
    mine = ("accounts:", "inbox:telling", "inbox:address", "inbox:code")
    register_place(Place("me", _("Me"), "user", "portal:me", order=90, also=mine))
    register_place(Place("norms", _("Rules of use"), "info-circle", "portal:norms", "foot", 10))
    register_place(Place("privacy", _("Privacy notice"), "lock", "portal:privacy", "foot", 30))
    desk = ("casework.case.handle", "casework.case.supervise", "casework.figures.view", "organisation.people.view")
    register_place(Place("today", _("To do today"), "calendar-event", "portal:workbench", "side", 10, "今", needs=desk))
    register_place(
        Place(
            "settings",
            _("Settings"),
            "settings",
            "portal:system",
            "side",
            90,
            "设",
            needs=(SETTINGS,),
            also=("inbox:robots",),
        )
    )
    register_place(
        Place(
            "system", _("System"), "settings", "portal:system", "side", 10, needs=(SETTINGS,), parent="settings",
            also=("inbox:robots", "exchange:"),
        )
    )  # fmt: skip
    register_place(Place("journal", _("Journal"), "history", "portal:journal", "side", 80, "账", needs=(JOURNAL_VIEW,)))
