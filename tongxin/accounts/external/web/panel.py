"""The panel on "me": by which other systems I can sign in."""

from typing import Any

from tongxin.accounts.external.reads import bindings_of
from tongxin.accounts.external.ways import ways
from tongxin.core.ui.panels import Context, Panel


class BindingsPanel(Panel):
    """Shows the ways that are bound and those that are not, where any is configured."""

    name = "accounts.bindings"
    slot = "me"
    template = "accounts/panels/bindings.html"
    order = 60

    def is_relevant(self, context: Context) -> bool:
        """Show it where another system is configured."""
        return bool(ways()) and context["request"].user.is_authenticated

    def context(self, context: Context) -> dict[str, Any]:
        """Return the bindings, and the names of the ways that are free."""
        bound = bindings_of(context["request"].user)
        taken = {one.way for one in bound}
        return {"bound": bound, "free": [way for way in ways() if way.code not in taken]}
