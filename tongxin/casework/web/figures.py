"""What casework says of its own figures: what each counts, by which rule, and how it is counted again."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tongxin.casework.book import ACCEPT, ANSWER, FIRST_REPLY, category_name, clock_rule
from tongxin.casework.models import Case
from tongxin.casework.reads.figures import can_see_load
from tongxin.casework.reads.proving import BY_CLOCK, MOST, Twice, counted_twice, load_counting, view_counting
from tongxin.casework.reads.queue import COUNT_CAP
from tongxin.casework.rights import FIGURES, HANDLE, SUPERVISE, visible_cases
from tongxin.casework.rules.states import Status
from tongxin.core import clock
from tongxin.core.errors import NotFoundError, Text
from tongxin.core.figures import MINE, Asked, Figure, Proof, Row
from tongxin.core.policy import Actor, may
from tongxin.core.ui.dates import day_full, moment_words
from tongxin.organisation.public import access_unit

DESK = (HANDLE, SUPERVISE)
LOAD, VIEW = "casework.", "casework.view_"
STATES: dict[Status, Text] = {
    Status.RAISED: gettext_lazy("waiting to be accepted"),
    Status.IN_HAND: gettext_lazy("in hand"),
    Status.ANSWERED: gettext_lazy("answered"),
    Status.CLOSED: gettext_lazy("ended"),
    Status.WITHDRAWN: gettext_lazy("withdrawn"),
}
BY_FACTS = gettext_lazy(
    "The journal is read again: every entry about raising, accepting, handing on, answering, reopening and ending, in"
    " its order. Where each matter stands follows from these entries alone, not from the list."
)
BY_FACTS_AND_CLOCKS = gettext_lazy(
    "The journal is read again, entry by entry, for where each matter stands; what falls due is worked out afresh from"
    " the entries of its clocks and today's calendar, not taken from the list."
)


def load_figures() -> list[Figure]:
    """Return the counts of a unit, or of all units in reach."""
    told: Sequence[tuple[str, Text, Text]] = (
        ("open", gettext_lazy("Cases open now"),
         gettext_lazy("Matters that were raised and not answered yet, whether accepted or not.")),
        ("new", gettext_lazy("Not accepted yet"),
         gettext_lazy("Matters that were raised or handed on, and that nobody has accepted yet.")),
        ("late", gettext_lazy("Past due"),
         gettext_lazy("Open matters whose nearest deadline was before today. A clock that stands still is not late.")),
        ("answered", gettext_lazy("Answered, not rated yet"),
         gettext_lazy("Matters that were answered, and whose raiser has not said yet whether it is solved.")),
    )  # fmt: skip
    return [_figure(LOAD, name, title, definition, (FIGURES, *DESK)) for name, title, definition in told]


def view_figures() -> list[Figure]:
    """Return the counts of the views of a queue."""
    told: Sequence[tuple[str, Text, Text]] = (
        ("new", gettext_lazy("New"), gettext_lazy("Matters on your desk that nobody has accepted yet.")),
        ("soon", gettext_lazy("Due soon"),
         gettext_lazy("Open matters on your desk that fall due within two working days, or are past due.")),
        ("mine", gettext_lazy("In my hand"), gettext_lazy("Open matters that you have accepted yourself.")),
        ("stopped", gettext_lazy("Standing"),
         gettext_lazy("Matters in hand of which a clock stands still, because something is waited for.")),
        ("open", gettext_lazy("All open"),
         gettext_lazy("Matters on your desk that have not ended: open ones, and answered ones not rated yet.")),
    )  # fmt: skip
    return [_figure(VIEW, name, title, definition, DESK) for name, title, definition in told]


def _figure(group: str, name: str, title: Text, definition: Text, needs: tuple[str, ...]) -> Figure:
    def prove(actor: Actor, asked: Asked) -> Proof:
        return proof_of(actor, group, name, asked)

    way = BY_FACTS_AND_CLOCKS if name in BY_CLOCK else BY_FACTS
    return Figure(group + name, group, title, definition, lambda: _source(name), way, needs, prove)


def _source(name: str) -> Text:
    if name not in BY_CLOCK:
        return _("The steps of a case as this platform defines them (handbook: Saying it, and handling it).")
    rules = (clock_rule(kind) for kind in (ACCEPT, FIRST_REPLY, ANSWER))
    return _("; ").join(_("%(clock)s: %(source)s") % {"clock": one.name, "source": one.rule.source} for one in rules)


def proof_of(actor: Actor, group: str, name: str, asked: Asked) -> Proof:
    """Count a figure twice for the one who asks. Raises NotFoundError for what is not his to know."""
    if asked.of != MINE:
        unit = access_unit(actor=actor, key=asked.of) if group == LOAD else None
        if unit is None or not can_see_load(actor, unit.pk):
            raise NotFoundError
        where: Text = _("%(unit)s and all below it") % {"unit": unit.name}
    else:
        if group == LOAD and not may(actor, FIGURES):
            raise NotFoundError
        unit, where = None, _("all units of which you may see figures") if group == LOAD else _("your own desk")
    counting = load_counting(actor, name, unit) if group == LOAD else view_counting(actor, name)
    return _proof(actor, counted_twice(actor, counting), where, asked, clocks=name in BY_CLOCK, is_desk=group == VIEW)


def _proof(actor: Actor, twice: Twice, where: Text, asked: Asked, *, clocks: bool, is_desk: bool) -> Proof:
    ids = twice.stored | twice.again
    seen = sorted(visible_cases(actor).filter(pk__in=ids).values_list("pk", flat=True), reverse=True)
    shown = f"{COUNT_CAP}+" if twice.shown > COUNT_CAP else str(twice.shown)
    agrees = twice.stored == twice.again and (twice.is_sample or twice.shown == len(twice.again))
    return Proof(
        scope=[
            (_("Which units"), where),
            (_("Day"), _("as of now, %(day)s") % {"day": day_full(clock.today())}),
            (_("Your rights"), _("cases that you have the right to see are opened below, others only counted")),
        ],
        shown=shown,
        again=str(len(twice.again)),
        agrees=agrees,
        sample=_sample(twice) if twice.is_sample else "",
        why=_why(twice, clocks=clocks),
        left_out=[
            *([_("Matters that you raised yourself.")] if is_desk else []),
            _("Matters that have ended or were withdrawn."),
            _("Repeated entries of an import, which are kept as duplicates."),
            _("Whatever concerns the reader himself, if anything does: for him it stands in neither count."),
        ],
        n_rows=len(seen),
        n_hidden=len(ids) - len(seen),
        n_moved=twice.moved_since(asked.since) if asked.since else 0,
        rows=lambda first, last: _rows(actor, twice, seen[first:last]),
    )


def _sample(twice: Twice) -> str:
    return _(
        "Counted again for the %(most)s matters that came last. Of these the records count %(stored)s, the journal"
        " %(again)s."
    ) % {"most": MOST, "stored": len(twice.stored), "again": len(twice.again)}


def _why(twice: Twice, *, clocks: bool) -> list[Text]:
    missing, more = len(twice.stored - twice.again), len(twice.again - twice.stored)
    why: list[Text] = []
    if missing:
        why.append(
            ngettext(
                "%(n)s matter stands only in the list: the journal does not say so, or no longer (its term is over).",
                "%(n)s matters stand only in the list: the journal does not say so, or no longer (its term is over).",
                missing,
            ) % {"n": missing}
        )  # fmt: skip
    if more:
        why.append(
            ngettext(
                "%(n)s matter follows only from the journal: its record says something else.",
                "%(n)s matters follow only from the journal: their records say something else.",
                more,
            ) % {"n": more}
        )  # fmt: skip
    if clocks and (missing or more):
        why.append(
            _("The list learns once an hour that a clock goes on or the calendar changed; here it is worked out now.")
        )
    return why


def _rows(actor: Actor, twice: Twice, ids: Sequence[int]) -> list[Row]:
    cases = Case.objects.select_related("unit").in_bulk(ids)
    return [_row(actor, twice, cases[pk]) for pk in ids if pk in cases]


def _row(actor: Actor, twice: Twice, case: Case) -> Row:
    standing = twice.standings.get(case.pk)
    parts = [case.unit.name, category_name(case.category)]
    if standing is not None:
        parts.append(
            _("%(state)s since %(when)s") % {"state": STATES[standing.status], "when": moment_words(standing.at)}
        )
    mark: Text = ""
    if (case.pk in twice.stored) != (case.pk in twice.again):
        mark = _("only in the list") if case.pk in twice.stored else _("only by the journal")
    raised = actor.person_id is not None and case.raiser_id == actor.person_id
    view = "casework:case" if raised else "casework:work"
    return Row(case.number, " · ".join(parts), reverse(view, args=[case.key]), mark)
