"""``GET /api/v1/me``: whose key this is."""

from django.http import HttpRequest
from ninja import Router, Schema

from tongxin.core.api import READS
from tongxin.core.errors import ForbiddenError
from tongxin.core.policy import declared, may, signed_in
from tongxin.core.scopes import ANY, scoped
from tongxin.core.web import actor_of
from tongxin.organisation.public import person_of

router = Router(tags=["me"])


class Me(Schema):
    """The person in whose name the key acts, the rights held anywhere, and the scopes of the key."""

    key: str
    staff_no: str
    name: str
    unit: str | None
    rights: list[str]
    scopes: list[str]


@router.get("/me", response={200: Me, **READS}, summary="Whose key this is")
@signed_in
@scoped(ANY)
def whoami(request: HttpRequest) -> Me:
    """Return the person of the key."""
    actor = actor_of(request)
    person = person_of(actor)
    if person is None:
        raise ForbiddenError
    unit = person.home.code if person.home else None
    rights = sorted(name for name in declared() if may(actor, name))
    scopes = request.token.scopes  # type: ignore[attr-defined]
    return Me(key=person.key, staff_no=person.staff_no, name=person.name, unit=unit, rights=rights, scopes=scopes)
