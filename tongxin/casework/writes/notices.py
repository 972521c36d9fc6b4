"""Telling people that something happened in a case: its number and a link, never a word of what was written."""

from collections.abc import Iterable

from django.urls import reverse

from tongxin.casework.book import category_name, clock_rule
from tongxin.casework.models import Case
from tongxin.inbox.public import notify_many


def tell_raiser(case: Case, kind: str, *, key: str) -> None:
    """Tell the raiser, if he has a place in the organisation."""
    if case.raiser_id is not None:
        _tell(case, kind, [case.raiser_id], key=key, link=reverse("casework:case", args=[case.key]))


def tell_handler(case: Case, kind: str, *, key: str) -> None:
    """Tell the one who has the case in hand."""
    if case.handler_id is not None:
        tell_officers(case, kind, [case.handler_id], key=key)


def tell_officers(case: Case, kind: str, person_ids: Iterable[int], *, key: str, **data: str) -> int:
    """Tell people who handle or supervise. Returns to how many it is new."""
    return _tell(case, kind, person_ids, key=key, link=reverse("casework:work", args=[case.key]), **data)


def _tell(case: Case, kind: str, person_ids: Iterable[int], *, key: str, link: str, **data: str) -> int:
    names = {"category_name": category_name(case.category)}
    if "clock" in data:
        names["clock_name"] = clock_rule(data["clock"]).name
    return notify_many(
        person_ids=person_ids,
        kind=kind,
        key=f"{kind}:{key}",
        link=link,
        data={"number": case.number, **names},
        about=case.label,
    )
