"""What exports brings to pages of others."""

from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.core.policy import Actor, may
from tongxin.core.ui.panels import Context, Panel
from tongxin.exports.reads import todos_count
from tongxin.exports.rights import CASES, PEOPLE
from tongxin.inbox.public import Todo


class MinePanel(Panel):
    """The way to the files that I took, on the page 'me', for those who may take some."""

    name, slot, order = "exports.mine", "me", 82
    template = "exports/panels/me.html"

    def is_relevant(self, context: Context) -> bool:
        """Show it to those who may take files."""
        return any(may(context["actor"], right) for right in (PEOPLE, CASES))


def todos(actor: Actor) -> list[Todo]:
    """Return one to-do for all requests that wait, to those who may decide them."""
    count = todos_count(actor)
    if not count:
        return []
    title = _("Exports to approve or refuse: %(count)s") % {"count": count}
    return [Todo(title=title, note="", icon="download", link=reverse("exports:waiting"), order=60)]
