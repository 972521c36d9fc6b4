"""The queue of those who handle and supervise: most urgent on top, keyset pages, filters that live in the address."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, QuerySet

from tongxin.casework.models import Case
from tongxin.casework.reads.lines import CaseLine, lines_of
from tongxin.casework.rights import worked_cases
from tongxin.casework.rules.states import LIVE, OPEN, Status
from tongxin.clocks.public import calendar
from tongxin.core import clock, cursors
from tongxin.core.policy import Actor

PAGE = 50
FAR = date(9999, 12, 31)
SOON_DAYS = 2
COUNT_CAP = 10_000
VIEWS = ("mine", "soon", "new", "stopped", "open", "done")


@dataclass(frozen=True)
class Page:
    """One page of lines with the cursors around it, and which row of the page is shown beside."""

    lines: list[CaseLine]
    before: str
    after: str
    words: str = field(default="")


def cases_in_view(actor: Actor, view: str) -> QuerySet[Case]:
    """Return the cases of one view of the queue."""
    cases = worked_cases(actor)
    soon = calendar().add_working_days(clock.today(), SOON_DAYS)
    conditions = {
        "mine": Q(handler_id=actor.person_id or 0, status__in=OPEN),
        "soon": Q(status__in=OPEN, next_due_on__lte=soon, stopped=False),
        "new": Q(status=Status.RAISED),
        "stopped": Q(status=Status.IN_HAND, stopped=True),
        "open": Q(status__in=LIVE),
        "done": ~Q(status__in=LIVE),
    }
    return cases.filter(conditions.get(view, conditions["open"]))


def counts_of_views(actor: Actor) -> dict[str, int]:
    """Return how many cases each view holds; a count stops at 10,000."""
    return {view: cases_in_view(actor, view).values("pk")[: COUNT_CAP + 1].count() for view in VIEWS if view != "done"}


def found_cases(actor: Actor, view: str, text: str = "", category: str = "") -> QuerySet[Case]:
    """Return the cases of a view that fit a search: number, raiser, unit, words. Sealed words are not searched."""
    cases = cases_in_view(actor, view)
    if category:
        cases = cases.filter(category=category)
    for part in text.split():
        named = Q(mode="named") & (
            Q(title__icontains=part)
            | Q(body__icontains=part)
            | Q(raiser__name__icontains=part)
            | Q(place__name__icontains=part)
        )
        cases = cases.filter(Q(number__icontains=part) | Q(unit__name__icontains=part) | named)
    return cases


def queue_page(actor: Actor, cases: QuerySet[Case], *, after: str = "", before: str = "", newest: bool = False) -> Page:
    """Return one page. Ended cases are listed newest first, open ones by their nearest deadline."""
    order = ["-pk"] if newest else [F("next_due_on").asc(nulls_last=True), "pk"]
    backwards = bool(before)
    rows = _beyond(cases, _cursor(before or after), backwards=backwards, newest=newest)
    if backwards:
        order = ["pk"] if newest else [F("next_due_on").desc(nulls_first=True), "-pk"]
    found = list(rows.select_related("unit", "place", "raiser", "handler").order_by(*order)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    has_before, has_after = (more, True) if backwards else (bool(after), more)
    return Page(
        lines=lines_of(actor, found),
        before=_mark(found[0]) if found and has_before else "",
        after=_mark(found[-1]) if found and has_after else "",
    )


def _mark(case: Case) -> str:
    due = case.next_due_on.isoformat() if case.next_due_on else ""
    return cursors.packed([due, case.pk])


def _cursor(mark: str) -> tuple[date | None, int] | None:
    try:
        due, key = cursors.unpacked(mark)
        return (date.fromisoformat(cursors.text_in(due)) if due else None), cursors.number_in(key)
    except ValueError:
        return None


def _beyond(
    cases: QuerySet[Case], cursor: tuple[date | None, int] | None, *, backwards: bool, newest: bool
) -> QuerySet[Case]:
    if cursor is None:
        return cases
    due, key = cursor
    if newest:
        return cases.filter(pk__gt=key) if backwards else cases.filter(pk__lt=key)
    if due is None:
        same = Q(next_due_on=None, pk__lt=key) if backwards else Q(next_due_on=None, pk__gt=key)
        return cases.filter(same | Q(next_due_on__isnull=False)) if backwards else cases.filter(same)
    if backwards:
        return cases.filter(Q(next_due_on__lt=due) | Q(next_due_on=due, pk__lt=key))
    return cases.filter(Q(next_due_on__gt=due) | Q(next_due_on=due, pk__gt=key) | Q(next_due_on=None))
