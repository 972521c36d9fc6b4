"""Writes the people of a unit to a sheet, without identity number and phone."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongxin.core import clock
from tongxin.core.exports import Mark
from tongxin.core.policy import Actor, require
from tongxin.journal.public import note
from tongxin.organisation.facts import PEOPLE_EXPORTED
from tongxin.organisation.models import Membership, Post, Unit
from tongxin.organisation.models.spans import SpanQuerySet
from tongxin.organisation.models.unit import LINES
from tongxin.organisation.reads.standings import kinds, standings
from tongxin.organisation.reads.tree import descendant_ids, path_names
from tongxin.organisation.rights import EXPORT, reach, reaches
from tongxin.organisation.writes.people import ADMINISTRATIVE
from tongxin.sheets.public import Cell, SheetToWrite, write_xlsx

CHUNK = 2000


def count_people(*, actor: Actor, unit: Unit | None = None, day: date | None = None) -> int:
    """Return how many people ``export_people`` would write. Raises ForbiddenError."""
    count: int = _working(actor, unit, day or clock.today()).count()
    return count


def export_people(
    *, actor: Actor, path: Path, unit: Unit | None = None, day: date | None = None, mark: Mark | None = None
) -> int:
    """Write everybody who works in a unit or below it on a day (default: everybody, today). Returns how many.

    The export is noted in the journal before it is written. Raises ForbiddenError.
    """
    day = day or clock.today()
    working = _working(actor, unit, day)
    rows = list(_rows(working.order_by("unit__code", "person__staff_no"), day, mark))
    count = len(rows)
    note(PEOPLE_EXPORTED, actor=actor, unit_id=unit.pk if unit else None, people=count)
    header = [
        _("Staff number"),
        pgettext("of a person", "Name"),
        _("Kind"),
        _("Unit"),
        _("Unit code"),
        _("Belongs to"),
        _("Posts"),
    ]
    sheets: list[SheetToWrite] = [(_("People"), [*header, mark.column] if mark else header, rows)]
    write_xlsx(path, [*sheets, mark.sheet] if mark else sheets)
    return count


def _working(actor: Actor, unit: Unit | None, day: date) -> "SpanQuerySet[Membership]":
    require(reaches(actor, EXPORT, unit.pk) if unit else reach(actor, EXPORT).everywhere)
    working: SpanQuerySet[Membership] = Membership.objects.on(day).filter(line=ADMINISTRATIVE)
    return working if unit is None else working.filter(unit_id__in=descendant_ids(unit.pk, day))


def _rows(working: "SpanQuerySet[Membership]", day: date, mark: Mark | None) -> Iterator[list[Cell]]:
    names = path_names(Unit.objects.filter(line=ADMINISTRATIVE), day)
    called = kinds()
    for chunk in _chunks(working.select_related("person", "unit").iterator(chunk_size=CHUNK)):
        ids = [one.person_id for one in chunk]
        belongs, posts = _belongings(ids, day), _posts(ids, day)
        for one in chunk:
            person = one.person
            yield [
                person.staff_no, person.name, called.get(person.kind, person.kind), names[one.unit_id], one.unit.code,
                "; ".join(belongs[person.pk]), "; ".join(posts[person.pk]), *([mark.number] if mark else []),
            ]  # fmt: skip


def _chunks(rows: Iterator[Membership]) -> Iterator[list[Membership]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _belongings(person_ids: list[int], day: date) -> dict[int, list[str]]:
    """Return the memberships of people beside their places of work, in words."""
    words = {line: standings(line) for line in LINES}
    found: dict[int, list[str]] = defaultdict(list)
    rows = Membership.objects.on(day).filter(person_id__in=person_ids).exclude(line=ADMINISTRATIVE)
    for person_id, line, standing, unit in rows.values_list("person_id", "line", "standing", "unit__name"):
        found[person_id].append(f"{unit}: {words[line].get(standing, standing)}")
    return found


def _posts(person_ids: list[int], day: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Post.objects.on(day).filter(person_id__in=person_ids).order_by("-main", "pk")
    for person_id, unit, title in rows.values_list("person_id", "unit__name", "title"):
        found[person_id].append(f"{unit}: {title}")
    return found
