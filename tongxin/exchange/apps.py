"""The exchange as a Django app."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Declares its rights and scopes; registers the panel, the reaction and the jobs of webhooks."""

    name = "tongxin.exchange"

    def ready(self) -> None:
        """Register everything once."""
        from tongxin.core.modules import Module, declare_module  # noqa: PLC0415
        from tongxin.core.ui.panels import register as register_panel  # noqa: PLC0415
        from tongxin.exchange import followers, rights  # noqa: F401, PLC0415
        from tongxin.exchange.web.panels import WebhooksPanel  # noqa: PLC0415

        help = _("Other systems are told of facts as they happen, and fetch them. People do not meet it.")
        declare_module(Module("exchange", _("Webhooks and facts for other systems"), help))
        register_panel(WebhooksPanel())
        followers.register()
        _register_jobs()


def _register_jobs() -> None:
    from tongxin.core.jobs import Job, register  # noqa: PLC0415
    from tongxin.exchange.writes.sending import forget_done, send_due  # noqa: PLC0415

    register(Job("exchange.send", timedelta(seconds=30), send_due, _("Tell other systems what happened (webhooks)")))
    label = _("Forget webhook messages that are done")
    register(Job("exchange.forget_done", timedelta(days=1), forget_done, label, forgets=True))
