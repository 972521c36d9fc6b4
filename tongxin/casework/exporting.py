"""Cases as a sheet. Only named ones leave; a case for the handler only is a number, a category and its times."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.casework.book import category_name, mode_name
from tongxin.casework.facts import CASES_EXPORTED
from tongxin.casework.models import Case
from tongxin.casework.reads.lines import raiser_name
from tongxin.casework.rights import EXPORT, can_read_words, can_see_raiser, uncounted_cases
from tongxin.core import clock
from tongxin.core.policy import Actor, may, require
from tongxin.journal.public import note
from tongxin.organisation.public import reach
from tongxin.sheets.public import Cell, write_xlsx


def export_cases(*, actor: Actor, path: Path) -> int:
    """Write the cases of all units in reach to ``path``, and note it. Returns how many. Raises Forbidden."""
    require(bool(actor.system) or may(actor, EXPORT))
    rows = list(_rows(actor))
    header = [
        _("Number"), _("Category"), _("Status"), _("Responsible unit"), _("Handler"), _("Raised by"), _("How"),
        _("Title"), _("What happened"), _("What you wish"), _("Raised"), _("Accepted"), _("Answered"), _("Answer"),
        _("Ended"), _("Rounds"), _("External number"),
    ]  # fmt: skip
    write_xlsx(path, [(_("Cases"), header, rows)])
    note(CASES_EXPORTED, actor=actor, count=len(rows))
    return len(rows)


def _rows(actor: Actor) -> Iterator[list[Cell]]:
    cases = Case.objects.select_related("unit", "handler", "raiser", "place").order_by("pk")
    if not actor.system:
        found = reach(actor, EXPORT)
        cases = cases if found.everywhere else cases.filter(unit_id__in=found.unit_ids())
        cases = cases.exclude(pk__in=uncounted_cases(actor))
    for case in cases.prefetch_related("messages"):
        yield _row(actor, case)


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
