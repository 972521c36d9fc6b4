"""The sentences of a case: where it is, what comes next, who may know what. What a colleague would say."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from tongxin.casework.book import HANDLER_ONLY, clock_rule
from tongxin.casework.models import Case
from tongxin.casework.reads.lines import CaseLine
from tongxin.casework.rights import HANDLE
from tongxin.casework.rules.states import Outcome, Status
from tongxin.clocks.public import Term, calendar
from tongxin.core import clock
from tongxin.core.policy import Actor
from tongxin.core.ui.dates import day_words
from tongxin.organisation.public import Unit, holders


def status_sentence(actor: Actor, line: CaseLine) -> str:
    """Return where the case is: who holds it, until when."""
    case = line.case
    if case.status == Status.RAISED:
        return _raised(line)
    if case.status == Status.IN_HAND:
        return _in_hand(line, mine=case.handler_id == actor.person_id)
    if case.status == Status.ANSWERED:
        return _answered(line, mine=case.raiser_id == actor.person_id)
    ended = ENDED | (ENDED_BY_ME if case.raiser_id == actor.person_id else {})
    return str(ended[Outcome(case.outcome)])


def _due(term: Term | None) -> str:
    return day_words(term.due_on, clock.today()) if term is not None else ""


def _raised(line: CaseLine) -> str:
    values = {"unit": line.case.unit.name, "day": _due(line.accept_term), "last": _due(line.term)}
    if line.accept_term is None:
        return _("With %(unit)s, not accepted yet.") % values
    if line.accept_term.is_over:
        return _("With %(unit)s, not accepted yet; that was due %(day)s.") % values
    return _("With %(unit)s: accepted by %(day)s, answered by %(last)s.") % values


def _in_hand(line: CaseLine, *, mine: bool) -> str:
    case = line.case
    values = {"unit": case.unit.name, "name": case.handler.name if case.handler else "", "day": _due(line.term)}
    if case.stopped:
        text = _("You have it in hand; the clock stands still.") if mine else _(STOPPED_THERE)
    elif line.term is None:
        text = _("You have it in hand.") if mine else _("%(unit)s, %(name)s has it in hand.")
    elif line.term.is_over:
        text = _("You have it in hand; the answer was due %(day)s.") if mine else _(LATE_THERE)
    else:
        text = _("You have it in hand, answer by %(day)s.") if mine else _(RUNNING_THERE)
    return text % values


STOPPED_THERE = gettext_noop("%(unit)s, %(name)s has it in hand; the clock stands still.")
LATE_THERE = gettext_noop("%(unit)s, %(name)s has it in hand; the answer was due %(day)s.")
RUNNING_THERE = gettext_noop("%(unit)s, %(name)s has it in hand, answer by %(day)s.")


def _answered(line: CaseLine, *, mine: bool) -> str:
    case = line.case
    name = case.handler.name if case.handler else case.unit.name
    if mine:
        return _("%(name)s has answered and waits for your word: is it solved?") % {"name": name}
    return _("%(name)s has answered; the raiser has until %(day)s to rate it.") % {
        "name": name,
        "day": _due(line.rate_term),
    }


ENDED = {
    Outcome.SOLVED: gettext_lazy("Solved, as the raiser says."),
    Outcome.PART: gettext_lazy("Partly solved, as the raiser says."),
    Outcome.UNRATED: gettext_lazy("Ended without a rating."),
    Outcome.WITHDRAWN: gettext_lazy("Withdrawn by the raiser."),
}
ENDED_BY_ME = {
    Outcome.SOLVED: gettext_lazy("Solved, as you said."),
    Outcome.PART: gettext_lazy("Partly solved, as you said."),
    Outcome.WITHDRAWN: gettext_lazy("Withdrawn by you."),
}


def next_step(case: Case) -> str:
    """Return to the raiser what happens next."""
    return {
        Status.RAISED: _("Somebody there accepts it, or says which unit is responsible. You will be told."),
        Status.IN_HAND: _(
            "The handler answers by the day above. Then you say whether it is solved; if not, it starts again."
        ),
        Status.ANSWERED: _(
            "Say whether it is solved. Without your word it ends as unrated, which never counts as satisfied."
        ),
        Status.CLOSED: _("If it comes back, raise it again."),
        Status.WITHDRAWN: _("You can raise it again at any time."),
    }[Status(case.status)]


def promise(mode: str, unit: Unit, *, exclude: Iterable[int] = ()) -> str:
    """Return who will see what, generated from the rights as they are. The form shows it before anything is sent.

    ``exclude`` are the people who are kept away from the case.
    """
    if mode != HANDLER_ONLY:
        return _(
            "Those who handle and supervise cases of %(unit)s see who you are and what you wrote. Nobody else does."
        ) % {"unit": unit.name}
    count = len(holders(HANDLE, unit.pk, exclude=frozenset(exclude)))
    if count == 0:
        before = _(
            "Nobody at %(unit)s can take it. It waits there unread and goes up to the next unit by itself, three"
            " working days after the day for accepting. You can also choose another category, or give your name."
        ) % {"unit": unit.name}
    else:
        before = _readers(unit, count)
    after = _(
        "Afterwards only the one who accepted it sees what you wrote and who you are. Your team, your workshop and the"
        " company's leaders see neither. If it goes to another unit, you are told which. You can always check how often"
        " it was read."
    )
    return f"{before} {after}" if _is_spaced() else f"{before}{after}"


def _readers(unit: Unit, count: int) -> str:
    return ngettext(
        "Until it is accepted, %(count)s handler of %(unit)s can read it without your name.",
        "Until it is accepted, the %(count)s handlers of %(unit)s can read it without your name.",
        count,
    ) % {"count": count, "unit": unit.name}


def _is_spaced() -> bool:
    return _("word spacing") == "word spacing"


def latest_answer(kind: str = "answer") -> str:
    """Return until when a case raised today would be answered at the latest, as people say it."""
    rule = clock_rule(kind).rule
    days = calendar()
    due = (
        days.add_working_days(clock.today(), rule.value)
        if rule.unit == "working_days"
        else days.add_days(clock.today(), rule.value)
    )
    return day_words(due, clock.today())
