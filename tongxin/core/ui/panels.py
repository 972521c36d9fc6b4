"""Panels: how a page shows matters of apps it does not know. A page names a slot, apps register panels for it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.template import loader
from django.utils.safestring import SafeString, mark_safe

from tongxin.core.modules import is_on

Context = Mapping[str, Any]

_panels: dict[str, "Panel"] = {}


class Panel:
    """One part of a page. An app subclasses it, and registers one instance in ``apps.py``.

    ``name`` is unique in the product, ``slot`` says where it stands, lower ``order`` comes first.
    """

    name: ClassVar[str]
    slot: ClassVar[str]
    template: ClassVar[str]
    order: ClassVar[int] = 100

    def is_relevant(self, context: Context) -> bool:  # noqa: ARG002
        """Return whether this page, for this person, shows the panel. ``context`` holds request and actor."""
        return True

    def context(self, context: Context) -> dict[str, Any]:  # noqa: ARG002
        """Return what the template needs beyond the page's own context."""
        return {}


def register(panel: Panel) -> None:
    """Add a panel. Raises ValueError for a name that is taken."""
    if panel.name in _panels:
        raise ValueError(f"The panel {panel.name} is registered twice.")
    _panels[panel.name] = panel


def panels_of(slot: str, context: Context) -> list[SafeString]:
    """Return the relevant panels of a slot, rendered, in their order."""
    here = [panel for panel in _panels.values() if panel.slot == slot and is_on(panel.name)]
    chosen = [panel for panel in here if panel.is_relevant(context)]
    chosen.sort(key=lambda panel: (panel.order, panel.name))
    return [_rendered(panel, context) for panel in chosen]


def _rendered(panel: Panel, context: Context) -> SafeString:
    template = loader.get_template(panel.template)
    return mark_safe(template.render({**context, **panel.context(context)}, context["request"]))  # noqa: S308
