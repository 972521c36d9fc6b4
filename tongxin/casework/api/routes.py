"""Cases for other systems: to raise, to read, to talk in. What handlers do is in work.py."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Router, Status

from tongxin.casework.api.schemas import CaseOut, CasePage, CaseWhole, MatterIn, SayIn, case_out, whole_out
from tongxin.casework.api.work import answered, attached, changed, unit_in
from tongxin.casework.reads.case import case_view, note_reading
from tongxin.casework.reads.listing import listed_cases
from tongxin.casework.rights import RAISE, access_case
from tongxin.casework.writes.raising import Matter, raise_case
from tongxin.casework.writes.talking import say
from tongxin.core import cursors
from tongxin.core.api import LIMIT, READS, READS_ONE, WRITES, WRITES_ONE, After, Limit, Text, cursor_in, set_version
from tongxin.core.errors import BadInputError
from tongxin.core.modules import begins
from tongxin.core.policy import Actor, needs, signed_in
from tongxin.core.scopes import scoped
from tongxin.core.web import actor_of
from tongxin.organisation.public import Unit, person_of

router = Router(tags=["cases"])
State = Literal["", "raised", "in_hand", "answered", "closed", "withdrawn"]
Category = Annotated[Text, Field(max_length=40)]


@router.get("/cases", response={200: CasePage, **READS}, summary="Cases in reach")
@signed_in
@scoped("cases:read")
def list_cases(
    request: HttpRequest, status: State = "", category: Category = "", after: After = "", limit: Limit = LIMIT
) -> CasePage:
    """The cases of which the owner of the key may know, the newest first: his own, in his hand, of units in reach."""
    edge = cursor_in(after, "n")
    actor, before = actor_of(request), edge[0] if edge else None
    found = listed_cases(actor, status=status, category=category, before=before, limit=limit + 1)
    following = cursors.packed([found[limit - 1].case.pk]) if len(found) > limit else ""
    return CasePage(items=[case_out(line) for line in found[:limit]], next=following)


@router.post("/cases", response={201: CaseOut, **WRITES}, summary="Raise a case")
@begins
@needs(RAISE)
@scoped("cases:write")
def new_case(request: HttpRequest, response: HttpResponse, matter: MatterIn) -> Status[CaseOut]:
    """Raise a case in the name of the owner of the key; it goes to the unit that is responsible."""
    actor = actor_of(request)
    files = attached(actor, matter, matter.body, matter.wish)
    values = matter.model_dump(exclude={"files", "not_secret"}) | {"place": _place(actor, matter.place)}
    case = raise_case(actor=actor, matter=Matter(**values, attachments=files))
    return Status(201, answered(actor, case, response))


@router.get("/cases/{key}", response={200: CaseWhole, **READS_ONE}, summary="One case with its thread")
@signed_in
@scoped("cases:read")
def one_case(request: HttpRequest, response: HttpResponse, key: str) -> CaseWhole:
    """One case, as far as the owner of the key may read it. Who reads what another wrote is noted."""
    actor = actor_of(request)
    case = access_case(actor=actor, key=key)
    note_reading(actor, case)
    set_version(response, case.version)
    return whole_out(case_view(actor, case))


@router.post("/cases/{key}/say", response={200: CaseOut, **WRITES_ONE}, summary="Say something")
@signed_in
@scoped("cases:write")
def say_in_case(request: HttpRequest, response: HttpResponse, key: str, said: SayIn) -> CaseOut:
    """Raiser and handler talk in the case."""
    actor = actor_of(request)
    files = attached(actor, said, said.text)
    return changed(request, response, key, lambda: say(actor=actor, key=key, text=said.text, attachments=files))


def _place(actor: Actor, key: str) -> Unit:
    if key:
        return unit_in(actor, key, "place")
    person = person_of(actor)
    if person is None or person.home is None:
        raise BadInputError(
            _("You belong to no unit yet. Ask the one who keeps the roster to enter you."), field="place"
        )
    return person.home
