"""Accounts as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Brings the keys for other systems to the page 'me' and to the side bar."""

    name = "tongxin.accounts"

    def ready(self) -> None:
        """Register panels, the page of all keys, and that of bindings where another system is configured."""
        from django.conf import settings  # noqa: PLC0415

        from tongxin.accounts.external.web.panel import BindingsPanel  # noqa: PLC0415
        from tongxin.accounts.own_data import own_data  # noqa: PLC0415
        from tongxin.accounts.tokens import MANAGE  # noqa: PLC0415
        from tongxin.accounts.web.panels import KeysPanel  # noqa: PLC0415
        from tongxin.accounts.writes.texted import JOB, send_texts  # noqa: PLC0415
        from tongxin.core.jobs import Job  # noqa: PLC0415
        from tongxin.core.jobs import register as register_job  # noqa: PLC0415
        from tongxin.core.own_data import Source, register_own_data  # noqa: PLC0415
        from tongxin.core.ui.panels import register  # noqa: PLC0415
        from tongxin.core.ui.shell import Place, register_place  # noqa: PLC0415

        register_own_data(Source("accounts", 20, own_data))
        register(KeysPanel())
        register(BindingsPanel())
        register_job(Job(JOB, timedelta(seconds=2), send_texts, _("Send sign-in codes by text message")))
        place = Place(
            "keys",
            _("Keys for other systems"),
            "key",
            "accounts:all-keys",
            "side",
            40,
            needs=(MANAGE,),
            parent="settings",
        )
        register_place(place)
        if settings.EXTERNAL:
            label, needs = _("Bound accounts"), ("accounts.user.manage",)
            register_place(
                Place("bindings", label, "key", "external:bindings", "side", 35, needs=needs, parent="settings")
            )
