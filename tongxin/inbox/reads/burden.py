"""How much the platform asks of people: reminders for 100 people and a week, by group."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.inbox.kinds import kind_or_forgotten
from tongxin.inbox.models import Burden
from tongxin.inbox.models.burden import PEOPLE
from tongxin.inbox.rules.cells import LEAST
from tongxin.organisation.public import roles, type_names

WEEKS = 4
DAYS = 7 * WEEKS


@dataclass(frozen=True)
class GroupLine:
    """One group over the weeks shown: figures for 100 people and one week, None where the group is too small.

    ``of`` names it in an address: ``role:handler``, ``unit_type:team``.
    """

    of: str
    name: str
    people: int | None
    notices: float | None
    mails: float | None
    robots: float | None


@dataclass(frozen=True)
class KindLine:
    """One kind of notice over the weeks shown, everybody together. ``of`` is its name in an address."""

    of: str
    name: str
    count: int


@dataclass(frozen=True)
class BurdenPage:
    """What the page shows of the days ``since`` to ``until``; ``n_days`` is how many of them were counted."""

    since: date
    until: date
    n_days: int
    by_role: list[GroupLine]
    by_unit_type: list[GroupLine]
    kinds: list[KindLine]


def days_shown() -> tuple[date, date]:
    """Return the first and the last day of the four weeks that are shown."""
    until = clock.today() - timedelta(days=1)
    return until - timedelta(days=DAYS - 1), until


def burden_page() -> BurdenPage:
    """Return the last four weeks up to yesterday. Four queries."""
    since, until = days_shown()
    rows = Burden.objects.filter(day__range=(since, until))
    n_days = rows.values("day").distinct().count()
    return BurdenPage(
        since,
        until,
        n_days,
        _groups(rows, "role", n_days, _role_name),
        _groups(rows, "unit_type", n_days, _unit_type_name),
        _kinds(rows),
    )


def _groups(rows: QuerySet[Burden], column: str, n_days: int, name_of: Callable[[str], str]) -> list[GroupLine]:
    sums: dict[str, dict[str, int]] = defaultdict(dict)
    for group, what, total in rows.values_list(column, "what").annotate(total=Sum("count")):
        sums[group][what] = total
    lines = [line_of(f"{column}:{group}", name_of(group), counts, n_days) for group, counts in sums.items()]
    return sorted(lines, key=lambda line: (-(line.notices or 0), line.name))


def line_of(of: str, name: str, counts: Mapping[str, int], n_days: int) -> GroupLine:
    """Return a group by its counts over so many days."""
    person_days = counts.get(PEOPLE, 0)
    people = round(person_days / n_days)
    if people < LEAST:
        return GroupLine(of, name, None, None, None, None)
    notices, mails, robots = (
        round(counts.get(what, 0) * 700 / person_days, 1) for what in ("notice", "mail", "robot")
    )  # 100 people, 7 days
    return GroupLine(of, name, people, notices, mails, robots)


def _kinds(rows: QuerySet[Burden]) -> list[KindLine]:
    found = rows.filter(what="notice").values_list("kind").annotate(total=Sum("count")).order_by("-total", "kind")
    return [KindLine(kind, _bare(kind_or_forgotten(kind).title_with(_Gaps())), total) for kind, total in found]


def _bare(title: str) -> str:
    """Return a wording without the blanks that its values left, and without a colon at its end."""
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", " ".join(title.split()).rstrip(" :："))


class _Gaps(dict[str, str | int]):
    """Values for a wording that is shown without any."""

    def __missing__(self, name: str) -> str:
        return ""


def _role_name(code: str) -> str:
    return roles().get(code) or (_("Staff without such a post") if code else _("Small groups together"))


def _unit_type_name(code: str) -> str:
    return type_names().get(code) or (_("No unit") if code == "none" else _("Small groups together"))
