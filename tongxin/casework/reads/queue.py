"""The queue of those who handle and supervise: most urgent on top, keyset pages, filters that live in the address."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from tongxin.casework.models import Case
from tongxin.casework.models.case import NO_DAY
from tongxin.casework.reads.lines import CaseLine, lines_of
from tongxin.casework.rights import worked_cases, works_widely
from tongxin.casework.rules.states import OPEN, Status
from tongxin.clocks.public import calendar
from tongxin.core import clock, cursors
from tongxin.core.db import counted, holding
from tongxin.core.policy import Actor
from tongxin.organisation.public import Person, Unit

PAGE = 50
SOON_DAYS = 2
COUNT_CAP = 10_000
VIEWS = ("mine", "soon", "new", "stopped", "open", "done")


@dataclass(frozen=True)
class Page:
    """One page of lines with the cursors around it, and the case that is shown beside them if there is one."""

    lines: list[CaseLine]
    before: str
    after: str
    words: str = field(default="")
    beside: CaseLine | None = None


def cases_in_view(actor: Actor, view: str, among: QuerySet[Case, Any] | None = None) -> QuerySet[Case, Any]:
    """Return the cases of one view of the queue; ``among`` are the actor's cases where they have been named already."""
    conditions: dict[str, Callable[[], Q]] = {
        "mine": lambda: Q(handler_id=actor.person_id or 0, status__in=OPEN),
        "soon": lambda: Q(status__in=OPEN, queue_on__lte=last_soon(), stopped=False),
        "new": lambda: Q(status=Status.RAISED),
        "stopped": lambda: Q(status=Status.IN_HAND, stopped=True),
    }
    cases = worked_cases(actor) if among is None else among
    return cases.filter(conditions.get(view, Q)(), live=view != "done")


def last_soon() -> date:
    """Return the last day that falls due soon."""
    return calendar().add_working_days(clock.today(), SOON_DAYS)


def counts_of_views(actor: Actor) -> dict[str, int]:
    """Return how many cases each view holds; a count stops behind 10,000. One query."""
    views = [view for view in VIEWS if view != "done"]
    # In the order of the list the count stops at the cap; without one a planner may collect all before it counts.
    all_of_them = worked_cases(actor).order_by(*order_of(actor)).values("pk")
    found = [cases_in_view(actor, view, all_of_them)[: COUNT_CAP + 1] for view in views]
    return dict(zip(views, counted(*found), strict=True))


def order_of(actor: Actor) -> list[Any]:
    """Return the order of a queue by its nearest deadline: along the index for who has much, sorted for who has little.

    Both name the same order. As a column it is an index, and a page is read off it; as an expression it is none, and
    the few cases of single units are found by unit and sorted.
    """
    return ["queue_on", "pk"] if works_widely(actor) else [Coalesce(F("next_due_on"), Value(NO_DAY)), "pk"]


def found_cases(actor: Actor, view: str, text: str = "", category: str = "") -> QuerySet[Case]:
    """Return the cases of a view that fit a search: number, raiser, unit, words. Sealed words are not searched."""
    cases = cases_in_view(actor, view)
    if category:
        cases = cases.filter(category=category)
    for part in text.split():
        cases = cases.filter(_holding(part))
    return cases


def _holding(part: str) -> Q:
    """Return the condition of one word. What no unit and nobody is called need not be asked of each case again."""
    units = Unit.objects.filter(holding("name", part))
    people = Person.objects.filter(holding("name", part))
    found, named = Q(), holding("title", part) | holding("body", part)
    if part.isascii():
        found |= holding("number", part)
    if units.exists():
        found, named = found | Q(unit__in=units.values("pk")), named | Q(place__in=units.values("pk"))
    if people.exists():
        named |= Q(raiser__in=people.values("pk"))
    return found | Q(mode="named") & named


def queue_page(
    actor: Actor,
    cases: QuerySet[Case],
    *,
    after: str = "",
    before: str = "",
    newest: bool = False,
    beside: Case | None = None,
) -> Page:
    """Return one page. Ended cases are listed newest first, open ones by their nearest deadline.

    ``beside`` is a case that is shown open next to the list: its line is read with theirs.
    """
    order = ["-pk"] if newest else order_of(actor)
    backwards = bool(before)
    rows = _beyond(cases, _cursor(before or after), backwards=backwards, newest=newest)
    if backwards:
        order = ["pk"] if newest else ["-queue_on", "-pk"]
    found = list(rows.select_related("unit", "place", "raiser", "handler").order_by(*order)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    has_before, has_after = (more, True) if backwards else (bool(after), more)
    opened = [beside] if beside is not None else []
    lines = lines_of(actor, [*found, *opened], opened=beside)
    return Page(
        lines=lines[: len(found)],
        beside=lines[-1] if opened else None,
        before=_mark(found[0]) if found and has_before else "",
        after=_mark(found[-1]) if found and has_after else "",
    )


def _mark(case: Case) -> str:
    return cursors.packed([case.queue_on.isoformat(), case.pk])


def _cursor(mark: str) -> tuple[date, int] | None:
    try:
        due, key = cursors.unpacked(mark)
        return date.fromisoformat(cursors.text_in(due)), cursors.number_in(key)
    except ValueError:
        return None


def _beyond(cases: QuerySet[Case], cursor: tuple[date, int] | None, *, backwards: bool, newest: bool) -> QuerySet[Case]:
    if cursor is None:
        return cases
    due, key = cursor
    if newest:
        return cases.filter(pk__gt=key) if backwards else cases.filter(pk__lt=key)
    # The first condition starts the walk through the index there; the second leaves out what has been shown.
    if backwards:
        return cases.filter(Q(queue_on__lt=due) | Q(pk__lt=key), queue_on__lte=due)
    return cases.filter(Q(queue_on__gt=due) | Q(pk__gt=key), queue_on__gte=due)
