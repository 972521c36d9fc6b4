"""Panel: how webhooks are doing, on the system page."""

from typing import Any

from tongxin.core.ui.panels import Context, Panel
from tongxin.exchange.reads.endpoints import endpoint_lines


class WebhooksPanel(Panel):
    """Each webhook with its state, and the way to their page."""

    name = "exchange.webhooks"
    slot = "system"
    template = "exchange/panels/webhooks.html"
    order = 110

    def context(self, context: Context) -> dict[str, Any]:
        """Return the state of each webhook."""
        return {"lines": endpoint_lines(context["actor"])}
