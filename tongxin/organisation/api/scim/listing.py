"""Lists of SCIM: one filter by equality, pages by number."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from scim2_models import InvalidFilterException

from tongxin.core.web import number_in
from tongxin.organisation.api.scim.resources import MOST

USUAL = 100
LONGEST = 400
SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
_EQUALITY = re.compile(r'\s*([\w.:]{1,120})\s+eq\s+("(?:[^"\\]|\\.)*")\s*', re.I)
Row = TypeVar("Row", bound=Model)
Columns = dict[str, Callable[[str], Q]]


@dataclass(frozen=True)
class Page:
    """A page of rows: ``start`` counts from 1."""

    rows: list[Any]
    total: int
    start: int

    def told(self, resources: list[dict[str, Any]]) -> dict[str, Any]:
        """Return the page as SCIM tells it."""
        return {
            "schemas": [SCHEMA],
            "totalResults": self.total,
            "startIndex": self.start,
            "itemsPerPage": len(resources),
            "Resources": resources,
        }


def page_of(request: HttpRequest, rows: QuerySet[Row], columns: Columns) -> Page:
    """Return the page that is asked for. Two queries. Raises InvalidFilterException for another filter than eq."""
    chosen = rows.filter(_condition(request.GET.get("filter", ""), columns)).order_by("pk")
    start = max(1, number_in(request, "startIndex") or 1)
    asked = number_in(request, "count")
    count = min(MOST, max(0, USUAL if asked is None else asked))
    return Page(list(chosen[start - 1 : start - 1 + count]), chosen.count(), start)


def _condition(written: str, columns: Columns) -> Q:
    if not written:
        return Q()
    found = _EQUALITY.fullmatch(written) if len(written) <= LONGEST else None
    column = columns.get(found[1].casefold()) if found else None
    if found is None or column is None:
        raise InvalidFilterException(filter=written[:LONGEST])
    try:
        return column(json.loads(found[2]))
    except ValueError as error:
        raise InvalidFilterException(filter=written) from error
