"""Terms in words: the badge, the deadline as people say it, and the reasons for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from tongxin.clocks.rules.entries import Ground, Unit
from tongxin.clocks.rules.ruler import Part, Said, sentence
from tongxin.clocks.rules.term import State, Term
from tongxin.core.errors import Text
from tongxin.core.ui.dates import day_long, day_words
from tongxin.rulebook.public import cited

SOON = 2
_reasons: list[Callable[[], Iterable[tuple[str, str]]]] = []

HOLIDAYS: dict[str, Text] = {
    "New Year's Day": _("New Year's Day"),
    "Spring Festival": _("Spring Festival"),
    "Tomb-sweeping Day": _("Tomb-sweeping Day"),
    "Labour Day": _("Labour Day"),
    "Dragon Boat Festival": _("Dragon Boat Festival"),
    "National Day": _("National Day"),
    "Mid-autumn Festival": _("Mid-autumn Festival"),
    "Anti-Fascist 70th Day": _("Anti-Fascist 70th Day"),
}

FORCES: dict[str, Text] = {
    "must": _("binding"),
    "usual": _("as a rule"),
    "practice": _("common practice"),
    "local": _("local rule"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in a word, with its icon and tone."""

    word: str
    icon: str
    tone: str


def amount_words(amount: int, unit: Unit) -> str:
    """Return an amount with its unit: 3 working days."""
    if unit is Unit.DAYS:
        return ngettext("%(n)d day", "%(n)d days", amount) % {"n": amount}
    return ngettext("%(n)d working day", "%(n)d working days", amount) % {"n": amount}


def day_said(day: date, today: date) -> str:
    """Return a day as it is said on ``today``: near ones by name, others with the weekday or the year."""
    near = abs((day - today).days) <= 1
    return day_words(day, today) if near or day.year != today.year else day_long(day)


def badge_of(term: Term) -> Badge:
    """Return where a term stands. Two days or less are soon; a missed one says by how much."""
    if term.state is State.CANCELLED:
        return Badge(gettext("Withdrawn"), icon="player-stop", tone="")
    if term.state is State.ENDED:
        return _answered(term)
    if term.is_over:
        return Badge(_over(term), icon="alert-triangle", tone="late")
    if term.state is State.STOPPED:
        return Badge(gettext("Clock stopped"), icon="player-pause", tone="")
    if term.left == 0:
        word = gettext("due %(day)s") % {"day": day_said(term.due_on, term.today)}
        return Badge(word, icon="clock", tone="soon")
    word = gettext("%(amount)s left") % {"amount": amount_words(term.left, term.unit)}
    return Badge(word, icon="clock", tone="soon" if term.left <= SOON else "")


def _answered(term: Term) -> Badge:
    if term.in_time:
        return Badge(gettext("Answered in time"), icon="check", tone="ok")
    if not term.over_by:
        return Badge(gettext("Answered late"), icon="alert-triangle", tone="late")
    word = gettext("Answered %(amount)s late") % {"amount": amount_words(term.over_by, term.unit)}
    return Badge(word, icon="alert-triangle", tone="late")


def _over(term: Term) -> str:
    if not term.over_by:
        return gettext("Overdue")
    return gettext("Overdue by %(amount)s") % {"amount": amount_words(term.over_by, term.unit)}


def due_words(term: Term) -> str:
    """Return the deadline as people say it, with what is left: 12月3日 周四，还剩 9 个工作日.

    A stopped clock has no date to promise, a clock that is over none to wait for.
    """
    said = badge_of(term).word
    if term.state in (State.ENDED, State.CANCELLED):
        return said
    if term.is_over:
        return _listed(gettext("due %(day)s") % {"day": day_said(term.due_on, term.today)}, said)
    if term.state is State.STOPPED:
        return _listed(said, gettext("%(amount)s left") % {"amount": amount_words(term.left, term.unit)})
    day = said if term.left == 0 else day_said(term.due_on, term.today)
    day = gettext("%(day)s (provisional)") % {"day": day} if term.provisional else day
    return day if term.left == 0 else _listed(day, said)


def elapsed_words(term: Term) -> str:
    """Return how much of a term is used: 已过 6 个工作日. The day it begins on is not counted."""
    if not term.elapsed and term.start_on == term.today:
        return gettext("Begun today")
    return gettext("%(amount)s used") % {"amount": amount_words(term.elapsed, term.unit)}


def _listed(*parts: str) -> str:
    return pgettext("list", ", ").join(parts)


def sentence_words(term: Term) -> str:
    """Return in words what the ruler shows."""
    first, *rest = (_part(part) for part in sentence(term))
    return gettext("%(whole)s: %(parts)s") % {"whole": first, "parts": _listed(*rest)}


PARTS: dict[Said, Text] = {
    Said.TOTAL: _("%(amount)s in all"),
    Said.ELAPSED: _("%(amount)s used"),
    Said.STOOD: _("clock stopped for %(amount)s"),
    Said.STOPPED: _("clock stopped today, %(day)s"),
    Said.TODAY: _("today is %(day)s"),
    Said.LEFT: _("%(amount)s left"),
    Said.OVER: _("overdue by %(amount)s"),
    Said.DUE: _("due %(day)s"),
    Said.ANSWERED: _("answered %(day)s after %(amount)s"),
    Said.EARLY: _("%(amount)s early"),
    Said.LATE: _("%(amount)s late"),
    Said.CANCELLED: _("withdrawn %(day)s"),
}


def _part(part: Part) -> str:
    return _part_in(get_language() or settings.LANGUAGE_CODE, part)


# A list of fifty rulers says the same few hundred things, day in, day out.
@lru_cache(maxsize=2048)
def _part_in(language: str, part: Part) -> str:
    with override(language):
        day = day_long(part.day) if part.day else ""
        return str(PARTS[part.said]) % {"amount": amount_words(part.amount, part.unit), "day": day}


def register_reasons(words: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """Let an app name its categories of grounds in the reader's language: pairs of category and name."""
    _reasons.append(words)


def reason_words(ground: Ground) -> str:
    """Return for what reason an entry stands: its category as the reader's language has it, or what was written."""
    named = {category: name for words in _reasons for category, name in words()} if ground.category else {}
    return named.get(ground.category, ground.reason)


def source_words(ground: Ground) -> str:
    """Return the rule behind an entry with its force: document, article (binding).

    A custom stands in no document and bears no brackets; that it is common practice its name says.
    """
    source, force = cited(ground.source), FORCES.get(ground.force)
    if ground.force == "practice" and not ground.source.startswith("《"):
        return source
    return gettext("%(source)s (%(force)s)") % {"source": source, "force": force} if force else source
