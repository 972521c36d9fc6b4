"""Whether a request wants a whole page or a named part of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def wants_fragment(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part: an htmx request that is neither boosted nor a restore of history."""
    header = request.headers
    return (
        header.get("HX-Request") == "true"
        and header.get("HX-Boosted") != "true"
        and "HX-History-Restore-Request" not in header
    )


def page(
    request: HttpRequest, template: str, context: dict[str, object], *, part: str = "", status: int = 200
) -> HttpResponse:
    """Render a template, or its named part where htmx asks for one."""
    name = f"{template}#{part}" if part and wants_fragment(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
