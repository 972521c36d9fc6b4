"""What the inbox says of its own figures: how much the platform asks of groups of people, never of one."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core.errors import NotFoundError, Text
from tongxin.core.figures import Asked, Figure, Proof, Row
from tongxin.core.policy import Actor
from tongxin.core.ui.dates import day_full
from tongxin.inbox.models.burden import PEOPLE
from tongxin.inbox.reads.burden import GroupLine, KindLine, burden_page, days_shown
from tongxin.inbox.reads.proving import NOTICE, DayCount, again, days_of_group, days_of_kind
from tongxin.inbox.rights import BURDEN
from tongxin.inbox.rules.cells import LEAST

GROUP = "inbox.burden"
RATE = gettext_lazy("for 100 people and one week: the number of the four weeks, times 700, over people times days")
WAY = gettext_lazy("The daily entries of the journal are added up again, not the table from which the page is made.")
WHATS: dict[str, tuple[str, Text]] = {
    "people": (PEOPLE, ""),
    "notices": (NOTICE, gettext_lazy("Notices")),
    "mails": ("mail", gettext_lazy("Mails")),
    "robots": ("robot", gettext_lazy("By robot")),
}


def burden_figures() -> list[Figure]:
    """Return the figures of a group, and the count of a kind of notice."""
    told: Sequence[tuple[str, Text, Text]] = (
        ("people", gettext_lazy("Number of people"),
         gettext_lazy("How many people the group had, on the average of the days counted.")),
        ("notices", gettext_lazy("Notices"), gettext_lazy("How often people of the group were told something here.")),
        ("mails", gettext_lazy("Mails"), gettext_lazy("How many mails were sent to people of the group.")),
        ("robots", gettext_lazy("By robot"), gettext_lazy("How often the robot of a chat told people of the group.")),
    )  # fmt: skip
    groups = [
        Figure(f"inbox.{name}", GROUP, title, words, _source, WAY, (BURDEN,), _prover(name))
        for name, title, words in told
    ]
    words = gettext_lazy("How many notices of this kind were made in the four weeks, everybody together.")
    title = gettext_lazy("Notices of one kind")
    return [*groups, Figure("inbox.kind", "inbox.kind", title, words, _source, WAY, (BURDEN,), _kind)]


def _source() -> Text:
    return _("The rule of this platform about its own burden (handbook: Reminders).")


def _prover(name: str) -> Callable[[Actor, Asked], Proof]:
    def prove(_actor: Actor, asked: Asked) -> Proof:
        page = burden_page()
        line = next((one for one in [*page.by_role, *page.by_unit_type] if one.of == asked.of), None)
        if line is None or line.people is None:
            raise NotFoundError
        return _of_group(name, line)

    return prove


def _of_group(name: str, line: GroupLine) -> Proof:
    days, n_days = days_of_group(line.of)
    shown, found = str(getattr(line, name)), str(getattr(again(line.of, days, n_days), name))
    what, word = WHATS[name]
    rate: list[tuple[Text, Text]] = [] if name == "people" else [(_("Unit of the figure"), RATE)]
    return _proof(line.name, shown, found, days, what, word, rate)


def _kind(_actor: Actor, asked: Asked) -> Proof:
    line: KindLine | None = next((one for one in burden_page().kinds if one.of == asked.of), None)
    if line is None:
        raise NotFoundError
    days = days_of_kind(asked.of)
    total = sum(one.counts[NOTICE] for one in days)
    return _proof(line.name, str(line.count), str(total), days, NOTICE, WHATS["notices"][1], [])


def _proof(
    group: str, shown: str, found: str, days: list[DayCount], what: str, word: Text, more: list[tuple[Text, Text]]
) -> Proof:
    since, until = days_shown()
    newest = sorted(days, key=lambda one: one.day, reverse=True)
    span = _("%(since)s to %(until)s") % {"since": day_full(since), "until": day_full(until)}
    return Proof(
        scope=[
            (_("Which group"), group),
            (_("Which days"), span),
            *more,
            (_("Your rights"), _("counts of groups only; no right opens single people here")),
        ],
        shown=shown,
        again=found,
        agrees=shown == found,
        why=[] if shown == found else [_("The table is behind the journal: it is made from it in the background.")],
        left_out=[
            _("Today: a day is counted when it is over."),
            _("Groups of fewer than five people: they are put together before anything is written, and not opened."),
        ],
        n_rows=len(newest),
        rows=lambda first, last: [_row(one, what, word) for one in newest[first:last]],
    )


def _row(one: DayCount, what: str, word: Text) -> Row:
    people = _("%(n)s people in the group") % {"n": one.people}
    return Row(day_full(one.day), people if what == PEOPLE else f"{people} · {word} {_count(one.counts.get(what, 0))}")


def _count(count: int) -> str:
    """Return the count of one day; a small one is not opened, or it would tell when one matter moved."""
    return str(count) if count >= LEAST else _("fewer than %(n)s") % {"n": LEAST}
