"""Facts of the journal for a data warehouse."""

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router

from tongxin.core.api import BIGGEST, LIMIT, READS, Limit, Text
from tongxin.core.errors import BadInputError
from tongxin.core.policy import needs
from tongxin.core.scopes import scoped
from tongxin.core.web import actor_of
from tongxin.exchange.api.schemas import FactPage, fact_out
from tongxin.exchange.reads.facts import facts_for, public_kinds
from tongxin.exchange.rights import FACTS_READ, JOURNAL_VIEW, READ

router = Router(tags=["facts"])
Number = Annotated[int, Field(ge=0, le=BIGGEST, description="Of the last fact that you have; 0 to begin.")]
Kinds = Annotated[list[Text], Query(default_factory=list, max_length=60, description="Only these kinds; repeat it.")]


@router.get("/facts", response={200: FactPage, **READS}, summary="Facts by number")
@needs(FACTS_READ, JOURNAL_VIEW)
@scoped(READ)
def list_facts(request: HttpRequest, kind: Kinds, after: Number = 0, limit: Limit = LIMIT) -> FactPage:
    """What was done where and when, in plain values, in the order in which it was done. It names nobody."""
    if not set(kind) <= set(public_kinds()):
        raise BadInputError(_("There is no such kind of fact, or it is not told."), field="kind")
    found = facts_for(actor_of(request), after=after, only=kind, limit=limit + 1)
    items = found[:limit]
    last = items[-1].number if items else after
    return FactPage(items=[fact_out(one) for one in items], last=last, more=len(found) > limit)
