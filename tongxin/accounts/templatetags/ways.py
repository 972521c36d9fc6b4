"""The other ways in, on the sign-in page."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.http import urlencode

from tongxin.accounts.external.ways import label_of, ways

register = template.Library()


@register.inclusion_tag("accounts/parts/ways.html", takes_context=True)
def other_ways(context: Context) -> dict[str, Any]:
    """Return the configured ways with the page to go on to, and the system that somebody just left."""
    asked = {"next": context["next"]} if context.get("next") else {}
    query = f"?{urlencode(asked)}" if asked else ""
    left = context["request"].GET.get("left", "")
    return {
        "ways": ways(),
        "query": query,
        "left": label_of(left) if left == "oidc" and any(way.code == left for way in ways()) else "",
        "left_way": left,
    }
