"""Panels of accounts on pages of others: the way to the keys for other systems."""

from typing import Any

from tongxin.accounts.tokens import ISSUE, MANAGE
from tongxin.core.policy import may
from tongxin.core.ui.panels import Context, Panel


class KeysPanel(Panel):
    """Leads to the keys for other systems whoever may make or manage them."""

    name = "accounts.keys"
    slot = "me"
    template = "accounts/panels/keys.html"
    order = 40

    def is_relevant(self, context: Context) -> bool:
        """Show it to them only."""
        return may(context["actor"], ISSUE) or may(context["actor"], MANAGE)

    def context(self, context: Context) -> dict[str, Any]:
        """Return whether there are keys of others to look after."""
        return {"makes": may(context["actor"], ISSUE), "manages": may(context["actor"], MANAGE)}
