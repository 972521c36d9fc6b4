"""Administrative units under /Groups, with those who work in them."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from scim2_models import Context, Meta, PatchOp

from tongxin.core import clock
from tongxin.core.errors import NotFoundError
from tongxin.journal.public import note
from tongxin.organisation.api.scim import resources
from tongxin.organisation.api.scim.door import ACTOR, body_of, reply, require_version, scim, tag_of
from tongxin.organisation.api.scim.listing import Columns, page_of
from tongxin.organisation.directory.units import SaidUnit, end_group, enter_group, follow_group
from tongxin.organisation.facts import DIRECTORY_READ
from tongxin.organisation.models import DirectoryLink, Person, Unit
from tongxin.organisation.rights.holdings import present
from tongxin.organisation.writes.people import ADMINISTRATIVE

Members = dict[int, list[Person]]


def _by_external_id(value: str) -> Q:
    linked = Exists(DirectoryLink.objects.filter(unit=OuterRef("pk"), external_id=value))
    return Q(linked) if value else Q(pk__in=[])


COLUMNS: Columns = {
    "displayname": lambda value: Q(name__iexact=value),
    "externalid": _by_external_id,
    "id": lambda value: Q(key=value),
}


@scim("GET", "POST")
def groups_view(request: HttpRequest) -> HttpResponse:
    """List units, or found one below the top."""
    if request.method == "POST":
        sent = resources.Group.model_validate(body_of(request), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
        return _one(request, enter_group(actor=ACTOR, said=_said(sent)), status=201)
    page = page_of(request, _units(), COLUMNS)
    members = _members(page.rows) if _wants_members(request) else {}
    note(DIRECTORY_READ, actor=ACTOR, count=len(page.rows))
    links = DirectoryLink.objects.in_bulk([unit.pk for unit in page.rows], field_name="unit_id")
    return reply(page.told([_told(request, unit, links.get(unit.pk), members) for unit in page.rows]))


@scim("GET", "PUT", "PATCH", "DELETE")
def group_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show, change or dissolve one unit."""
    unit = _units().filter(key=key).first()
    if unit is None:
        raise NotFoundError
    told = _told(request, unit, DirectoryLink.objects.filter(unit=unit).first(), _members([unit]))
    if request.method == "GET":
        return _one(request, unit)
    refused = require_version(request, told["meta"]["version"])
    if refused is not None:
        return refused
    if request.method == "DELETE":
        end_group(actor=ACTOR, unit=unit)
        return HttpResponse(status=204)
    changed = _patched(request, told) if request.method == "PATCH" else _replaced(request)
    follow_group(actor=ACTOR, unit=unit, said=_said(changed))
    return _one(request, unit)


def _units() -> QuerySet[Unit]:
    return Unit.objects.filter(line=ADMINISTRATIVE, dissolved_on__gt=clock.today())


def _members(units: list[Unit]) -> Members:
    found: Members = {}
    for person in Person.objects.filter(present(), home__in=units).only("key", "name", "home").order_by("pk"):
        found.setdefault(person.home_id or 0, []).append(person)
    return found


def _wants_members(request: HttpRequest) -> bool:
    return "members" not in request.GET.get("excludedAttributes", "").split(",")


def _replaced(request: HttpRequest) -> Any:
    return resources.Group.model_validate(body_of(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)


def _patched(request: HttpRequest, told: dict[str, Any]) -> Any:
    patch = PatchOp[resources.Group].model_validate(body_of(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST)
    now = resources.Group.model_validate(told)
    patch.patch(now)
    now.members = now.members or []  # the last one was taken out
    return now


def _said(sent: Any) -> SaidUnit:
    members = None if sent.members is None else tuple(one.value for one in sent.members if one.value)
    return SaidUnit(name=sent.display_name or "", external_id=sent.external_id, members=members)


def _one(request: HttpRequest, unit: Unit, status: int = 200) -> HttpResponse:
    told = _told(request, unit, DirectoryLink.objects.filter(unit=unit).first(), _members([unit]))
    if not _wants_members(request):
        told.pop("members", None)
    return reply(told, status=status, tag=told["meta"]["version"], location=told["meta"]["location"])


def _told(request: HttpRequest, unit: Unit, link: DirectoryLink | None, members: Members) -> dict[str, Any]:
    made = resources.Group(
        id=unit.key,
        external_id=(link.external_id if link else "") or None,
        display_name=unit.name,
        members=[resources.GroupMember(value=one.key, display=one.name) for one in members.get(unit.pk, [])] or None,
    )
    told: dict[str, Any] = made.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    address = request.build_absolute_uri(reverse("scim:group", args=[unit.key]))
    meta = Meta(resource_type="Group", location=address, version=tag_of(told))
    return told | {"meta": meta.model_dump(mode="json", by_alias=True, exclude_none=True)}
