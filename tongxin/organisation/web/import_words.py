"""The words of the pages of imports: what changed from what to what, counts, and what should make one stop."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tongxin.core.errors import Text
from tongxin.organisation.models import ImportOrder
from tongxin.organisation.reads.standings import kinds
from tongxin.organisation.rules.import_notes import cautions

SORTS: dict[str, Text] = {
    "left": pgettext_lazy("people of an import", "Would leave"),
    "moved": pgettext_lazy("rows of an import", "Moved"),
    "changed": pgettext_lazy("rows of an import", "Changed"),
    "new": pgettext_lazy("rows of an import", "New"),
}
FIGURES: tuple[tuple[str, Text], ...] = (
    ("rows", pgettext_lazy("rows of an import", "Rows")),
    ("new", SORTS["new"]),
    ("changed", SORTS["changed"]),
    ("moved", SORTS["moved"]),
    ("left", pgettext_lazy("people of an import", "Left")),
    ("unchanged", pgettext_lazy("rows of an import", "Unchanged")),
    ("duplicates", pgettext_lazy("rows of an import", "Named twice")),
    ("rejected", pgettext_lazy("rows of an import", "Refused")),
)
COLUMNS: dict[str, Text] = {
    "name": pgettext_lazy("column", "Name"),
    "staff_no": _("Staff number"),
    "kind": _("Kind"),
    "sex": _("Sex"),
    "born_on": _("Birthday"),
    "home": _("Place of work"),
    "national_id": _("identity number changed"),
    "phone": _("phone changed"),
    "back": _("comes back"),
    "type": pgettext_lazy("of a unit", "Type"),
    "parent": _("Above it"),
}
UNSAID = {"national_id", "phone", "back"}
SEXES: dict[str, Text] = {"f": _("Female"), "m": _("Male")}
CAUTIONS: dict[str, Text] = {
    "many_leave": _(
        "More than one in ten of the people there would leave. Is the sheet complete, and is the unit the right one?"
    ),
    "many_move": _("More than one in ten of the rows move somebody or something. Look whether that is meant."),
    "many_refused": _("More than one in ten of the rows are refused and would not be brought in. Look at the reasons."),
}


@dataclass(frozen=True)
class Said:
    """One thing that changes. ``plain`` has no values: what is sensitive is only named."""

    column: Text
    old: Text
    new: Text
    plain: bool


@dataclass(frozen=True)
class Difference:
    """Who or what changes."""

    name: str
    number: str
    said: list[Said]


@dataclass(frozen=True)
class Group:
    """The differences of one sort; ``more`` are not shown."""

    title: Text
    count: int
    more: int
    lines: list[Difference]


def groups_of(order: ImportOrder, differences: Mapping[str, list[dict[str, Any]]]) -> list[Group]:
    """Return what would change, those who leave first."""
    words = {"kind": kinds(), "sex": SEXES}
    found = []
    for sort, title in SORTS.items():
        lines = [_difference(one, words) for one in differences.get(sort, [])]
        if lines:
            count = max(order.outcome.get(sort, 0), len(lines))
            found.append(Group(title, count, count - len(lines), lines))
    return found


def figures_of(order: ImportOrder) -> list[tuple[Text, int]]:
    """Return the counts of a check or a run, without those that are nought beside the rows."""
    return counts_of(order.outcome)


def counts_of(outcome: Mapping[str, Any]) -> list[tuple[Text, int]]:
    """Return what is counted, in words."""
    return [(label, outcome.get(name, 0)) for name, label in FIGURES if outcome.get(name, 0) or name == "rows"]


def cautions_of(order: ImportOrder) -> list[Text]:
    """Return in one sentence each what should make one stop."""
    return [CAUTIONS[code] for code in cautions(order.outcome, order.outcome.get("present", 0))]


def _difference(one: dict[str, Any], words: Mapping[str, Mapping[str, Text]]) -> Difference:
    said = [
        Said(COLUMNS[column], _word(column, old, words), _word(column, new, words), column in UNSAID)
        for column, old, new in one["said"]
    ]
    return Difference(one["name"], one["number"], said)


def _word(column: str, value: str, words: Mapping[str, Mapping[str, Text]]) -> Text:
    return words.get(column, {}).get(value, value)
