"""What the service says of itself."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from scim2_models import Context, InvalidFilterException

from tongxin.core.errors import NotFoundError
from tongxin.organisation.api.scim.door import reply, scim
from tongxin.organisation.api.scim.listing import Page
from tongxin.organisation.api.scim.resources import SCHEMAS, config, resource_types


@scim("GET")
def config_view(request: HttpRequest) -> HttpResponse:
    """Say what the service can."""
    return reply(_told(request, config(), "ServiceProviderConfig", ""))


@scim("GET")
def schemas_view(request: HttpRequest, name: str = "") -> HttpResponse:
    """Say what a person and a unit look like."""
    return _listed(request, [model.to_schema() for model in SCHEMAS], "Schemas", name)


@scim("GET")
def types_view(request: HttpRequest, name: str = "") -> HttpResponse:
    """Say which kinds of things there are."""
    return _listed(request, resource_types(), "ResourceTypes", name)


@scim("GET", "POST", "PUT", "PATCH", "DELETE")
def nothing_view(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Say in the form of SCIM that there is nothing here."""
    raise NotFoundError


def _listed(request: HttpRequest, things: Iterable[Any], place: str, name: str) -> HttpResponse:
    if request.GET.get("filter"):
        raise InvalidFilterException(filter=request.GET["filter"][:100])
    told = [_told(request, thing, place, str(thing.id or thing.name)) for thing in things]
    if not name:
        return reply(Page(told, len(told), 1).told(told))
    found = next((one for one in told if one.get("id", one.get("name")) == name), None)
    if found is None:
        raise NotFoundError
    return reply(found)


def _told(request: HttpRequest, thing: Any, place: str, name: str) -> dict[str, Any]:
    address = request.build_absolute_uri("/".join(filter(None, ["/scim/v2", place, name])))
    told: dict[str, Any] = thing.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    kind = place if place.endswith("Config") else place.removesuffix("s")
    return told | {"meta": {"resourceType": kind, "location": address}}
