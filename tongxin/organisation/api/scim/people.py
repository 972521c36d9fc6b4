"""People under /Users."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from scim2_models import Context, Meta, PatchOp

from tongxin.accounts.public import User as Account
from tongxin.core import clock
from tongxin.core.errors import NotFoundError
from tongxin.journal.public import note
from tongxin.organisation.api.scim import resources
from tongxin.organisation.api.scim.door import ACTOR, body_of, reply, require_version, scim, tag_of
from tongxin.organisation.api.scim.listing import Columns, page_of
from tongxin.organisation.directory.people import Said, enter_person, follow_directory
from tongxin.organisation.facts import DIRECTORY_READ
from tongxin.organisation.models import DirectoryLink, Person
from tongxin.organisation.rights.holdings import present
from tongxin.organisation.writes.people import person_leaves


def _linked(**wanted: str) -> Exists:
    return Exists(DirectoryLink.objects.filter(person=OuterRef("pk"), **wanted))


def _by_user_name(name: str) -> Q:
    named = Exists(DirectoryLink.objects.filter(person=OuterRef("pk")).exclude(user_name=""))
    return Q(_linked(user_name__iexact=name)) | Q(~named, staff_no__iexact=name)


COLUMNS: Columns = {
    "username": _by_user_name,
    "externalid": lambda value: Q(_linked(external_id=value)) if value else Q(pk__in=[]),
    "id": lambda value: Q(key=value),
}


@scim("GET", "POST")
def users_view(request: HttpRequest) -> HttpResponse:
    """List people who work here, or let one come."""
    if request.method == "POST":
        sent = resources.Person.model_validate(body_of(request), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
        person = enter_person(actor=ACTOR, said=_said(sent, None))
        return _one(request, person, status=201)
    page = page_of(request, _people(), COLUMNS)
    note(DIRECTORY_READ, actor=ACTOR, count=len(page.rows))
    links = DirectoryLink.objects.in_bulk([person.pk for person in page.rows], field_name="person_id")
    return reply(page.told([_told(request, person, links.get(person.pk)) for person in page.rows]))


@scim("GET", "PUT", "PATCH", "DELETE")
def user_view(request: HttpRequest, key: str) -> HttpResponse:
    """Show, change or let go one person."""
    person = _people().filter(key=key).first()
    if person is None:
        raise NotFoundError
    link = DirectoryLink.objects.filter(person=person).first()
    told = _told(request, person, link)
    if request.method == "GET":
        if request.headers.get("If-None-Match") == told["meta"]["version"]:
            return HttpResponse(status=304, headers={"ETag": told["meta"]["version"]})
        return _one(request, person)
    refused = require_version(request, told["meta"]["version"])
    if refused is not None:
        return refused
    if request.method == "DELETE":
        person_leaves(actor=ACTOR, person=person, day=clock.today())
        return HttpResponse(status=204)
    changed = _patched(request, told) if request.method == "PATCH" else _replaced(request)
    follow_directory(actor=ACTOR, person=person, said=_said(changed, person))
    return _one(request, person)


def _people() -> QuerySet[Person]:
    return Person.objects.filter(present()).select_related("home", "user")


def _replaced(request: HttpRequest) -> Any:
    return resources.Person.model_validate(body_of(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)


def _patched(request: HttpRequest, told: dict[str, Any]) -> Any:
    patch = PatchOp[resources.Person].model_validate(body_of(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST)
    now = resources.Person.model_validate(told)
    patch.patch(now)
    return now


def _said(sent: Any, person: Person | None) -> Said:
    """Return what a representation says. Of two names the one that differs from the present counts."""
    more = sent[resources.EnterpriseUser] or resources.EnterpriseUser()
    names = [sent.display_name, sent.name.formatted if sent.name else None]
    present_name = person.name if person else ""
    new = [name for name in names if name and name != present_name]
    number = more.employee_number or (person.staff_no if person else sent.user_name)
    phones = [one.value for one in sent.phone_numbers or [] if one.value]
    return Said(
        user_name=sent.user_name,
        staff_no=number,
        name=new[0] if new else present_name or sent.user_name,
        external_id=sent.external_id,
        phone=phones[0] if phones else "",
        department=more.department or "",
        active=sent.active,
    )


def _one(request: HttpRequest, person: Person, status: int = 200) -> HttpResponse:
    told = _told(request, person, DirectoryLink.objects.filter(person=person).first())
    return reply(told, status=status, tag=told["meta"]["version"], location=told["meta"]["location"])


def _told(request: HttpRequest, person: Person, link: DirectoryLink | None) -> dict[str, Any]:
    account: Account | None = person.user
    made = resources.Person(
        id=person.key,
        external_id=(link.external_id if link else "") or None,
        user_name=(link.user_name if link else "") or person.staff_no,
        name=resources.Name(formatted=person.name),
        display_name=person.name,
        active=account is not None and account.is_active,
    )
    made[resources.EnterpriseUser] = resources.EnterpriseUser(
        employee_number=person.staff_no, department=person.home.code if person.home else None
    )
    address = request.build_absolute_uri(reverse("scim:user", args=[person.key]))
    told: dict[str, Any] = made.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    meta = Meta(resource_type="User", created=person.created_at, location=address, version=tag_of(told))
    return told | {"meta": meta.model_dump(mode="json", by_alias=True, exclude_none=True)}
