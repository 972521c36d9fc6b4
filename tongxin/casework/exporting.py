"""Cases as a sheet. Only named ones leave; a case for the handler only is a number, a category and its times."""

from datetime import datetime
from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.casework.book import NAMED, category_name, mode_name
from tongxin.casework.facts import CASES_EXPORTED
from tongxin.casework.models import Case
from tongxin.casework.reads.lines import raiser_name
from tongxin.casework.rights import EXPORT, can_read_words, can_see_raiser, uncounted_cases
from tongxin.core import clock
from tongxin.core.exports import Kind, Mark, Written
from tongxin.core.policy import Actor, may, require
from tongxin.journal.public import note
from tongxin.organisation.public import reach
from tongxin.sheets.public import Cell, SheetToWrite, write_xlsx


def count_cases(*, actor: Actor) -> int:
    """Return in how many cases ``export_cases`` would write what somebody said: the named ones. Raises Forbidden."""
    return _cases(actor).filter(mode=NAMED).count()


def export_cases(*, actor: Actor, path: Path, mark: Mark | None = None) -> Written:
    """Write the cases of all units in reach to ``path``, and note it. Returns how many. Raises Forbidden."""
    rows, sensitive = [], 0
    for case in _cases(actor).select_related("unit", "handler", "raiser", "place").prefetch_related("messages"):
        rows.append(_row(actor, case) + ([mark.number] if mark else []))
        sensitive += case.mode == NAMED
    header = [
        _("Number"), _("Category"), _("Status"), _("Responsible unit"), _("Handler"), _("Raised by"), _("How"),
        _("Title"), _("What happened"), _("What you wish"), _("Raised"), _("Accepted"), _("Answered"), _("Answer"),
        _("Ended"), _("Rounds"), _("External number"),
    ]  # fmt: skip
    sheets: list[SheetToWrite] = [(_("Cases"), [*header, mark.column] if mark else header, rows)]
    write_xlsx(path, [*sheets, mark.sheet] if mark else sheets)
    note(CASES_EXPORTED, actor=actor, count=len(rows))
    return Written(len(rows), sensitive)


def _cases(actor: Actor) -> QuerySet[Case]:
    require(bool(actor.system) or may(actor, EXPORT))
    cases = Case.objects.order_by("pk")
    if actor.system:
        return cases
    found = reach(actor, EXPORT)
    cases = cases if found.everywhere else cases.filter(unit_id__in=found.unit_ids())
    return cases.exclude(pk__in=uncounted_cases(actor))


def _row(actor: Actor, case: Case) -> list[Cell]:
    readable = case.mode == "named" and (bool(actor.system) or can_read_words(actor, case))
    named = case.mode == "named" and (bool(actor.system) or can_see_raiser(actor, case))
    words = case.words if readable else None
    answers = [message.body for message in case.messages.all() if message.kind == "answer"]
    return [
        case.number,
        category_name(case.category),
        case.status,
        case.unit.name,
        case.handler.name if case.handler is not None else "",
        raiser_name(case) if named else "",
        mode_name(case.mode),
        words.title if words else "",
        words.body if words else "",
        words.wish if words else "",
        *(_time(moment) for moment in (case.raised_at, case.accepted_at, case.answered_at)),
        "\n\n".join(answers) if readable else "",
        _time(case.closed_at),
        case.round,
        case.source_id or "",
    ]


def _time(moment: datetime | None) -> Cell:
    return clock.local(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def _count(actor: Actor, _unit: str) -> int:
    return count_cases(actor=actor)


def _write(actor: Actor, _unit: str, path: Path, mark: Mark) -> Written:
    return export_cases(actor=actor, path=path, mark=mark)


def _unit_id(actor: Actor, _unit: str) -> int | None:
    tops = reach(actor, EXPORT).tops
    return next(iter(tops)) if len(tops) == 1 else None


CASES = Kind(
    name="cases",
    label=gettext_lazy("Cases"),
    file="cases.xlsx",
    right=EXPORT,
    count=_count,
    write=_write,
    unit_id=_unit_id,
)
