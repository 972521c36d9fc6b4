"""Lists of exports, the to-do of those who decide, and what is kept of one person."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from tongxin.core import clock, cursors
from tongxin.core.errors import Text
from tongxin.core.exports import export_kinds
from tongxin.core.own_data import Section, moment_text
from tongxin.core.policy import Actor, may
from tongxin.exports.book import window
from tongxin.exports.models import APPROVED, ASKED, CONSOLE, MADE, Export
from tongxin.exports.models import PAGE as PAGE_WAY
from tongxin.exports.rights import APPROVE, is_fetchable, is_open, own_exports, waiting_for

PAGE = 50
COUNTED = 100


@dataclass(frozen=True)
class ExportLine:
    """One export in words. ``tone`` and ``icon`` are those of its state."""

    export: Export
    what: Text
    state: Text
    tone: str
    icon: str


@dataclass(frozen=True)
class ExportPage:
    """Exports, newest first; ``after`` is the cursor of older ones, empty at the end."""

    lines: list[ExportLine]
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to: a day, a kind of file, a part of a name or a staff number."""

    day: date | None = None
    what: str = ""
    person: str = ""


def taken_lately(person_id: int, what: str) -> int:
    """Return how many sensitive rows of one kind a person took alone within the window. One query."""
    rows = Export.objects.filter(
        person_id=person_id, what=what, state=MADE, way=PAGE_WAY, asked_at__gt=clock.now() - window()
    )
    return rows.aggregate(sum=Sum("rows"))["sum"] or 0


def own_page(actor: Actor, *, after: int | None = None) -> ExportPage:
    """Return a page of what the actor took or asked for. One query."""
    return _page(own_exports(actor), after)


def log_page(filters: Filters, *, after: int | None = None) -> ExportPage:
    """Return a page of everybody's exports. One query. Who may, the view decides."""
    found = Export.objects.all()
    if filters.day is not None:
        start = datetime.combine(filters.day, time.min, clock.zone())
        found = found.filter(asked_at__gte=start, asked_at__lt=start + timedelta(days=1))
    if filters.what:
        found = found.filter(what=filters.what)
    if filters.person:
        found = found.filter(Q(person__name__contains=filters.person) | Q(person__staff_no=filters.person))
    return _page(found, after)


def waiting_page(actor: Actor) -> list[ExportLine]:
    """Return the first requests that wait for the actor, oldest first."""
    return [line_of(one) for one in waiting_for(actor).select_related("person", "unit", "decided_by")[:PAGE]]


def _page(found: QuerySet[Export], after: int | None) -> ExportPage:
    if after is not None:
        found = found.filter(pk__lt=after)
    rows = list(found.select_related("person", "unit", "decided_by").order_by("-pk")[: PAGE + 1])
    more = cursors.sealed_id(rows[PAGE - 1].pk) if len(rows) > PAGE else ""
    return ExportPage([line_of(one) for one in rows[:PAGE]], more)


def line_of(export: Export) -> ExportLine:
    """Return an export in words. No query."""
    kind = export_kinds().get(export.what)
    return ExportLine(export, kind.label if kind else export.what, *_state(export))


def _state(export: Export) -> tuple[Text, str, str]:
    if export.state == MADE:
        return (_("on the command line") if export.way == CONSOLE else _("taken")), "note", "download"
    if export.state == ASKED:
        return (_("waits for approval"), "soon", "clock") if is_open(export) else (_("lapsed"), "note", "clock")
    if export.state == APPROVED:
        return (_("approved"), "ok", "check") if is_fetchable(export) else (_("has ended"), "note", "clock")
    return _("refused"), "late", "x"


def kind_choices() -> list[tuple[str, Text]]:
    """Return the kinds of file for a filter."""
    return [(kind.name, kind.label) for kind in export_kinds().values()]


def todos_count(actor: Actor) -> int:
    """Return how many requests wait for the actor, at most a hundred."""
    return waiting_for(actor).values("pk")[:COUNTED].count() if may(actor, APPROVE) else 0


def own_data(actor: Actor, full: bool) -> list[Section]:  # noqa: ARG001 - nothing here is cut short
    """Return the section of the person who acts. One query."""
    lines = [line_of(one) for one in own_exports(actor).select_related("decided_by").order_by("-pk")]
    rows = [
        (
            line.export.number,
            str(line.what),
            str(line.export.rows),
            moment_text(line.export.asked_at),
            str(line.state),
            line.export.reason,
            line.export.decided_by.name if line.export.decided_by is not None else "",
        )
        for line in lines
    ]
    columns = (
        _("Export number"),
        _("File"),
        _("People's rows"),
        _("When"),
        _("State"),
        _("What for"),
        _("Who decided"),
    )
    return [Section("exports", _("Files I took"), _("Recorded when you took or asked for a file."), columns, rows)]


def link(export: Export) -> str:
    """Return the address of an export."""
    return reverse("exports:export", args=[export.key])
