"""What disclosure brings to pages of others."""

from tongxin.core.ui.panels import Panel


class MinePanel(Panel):
    """The way to my data, on the page 'me'."""

    name, slot, order = "disclosure.mine", "me", 80
    template = "disclosure/panels/me.html"
