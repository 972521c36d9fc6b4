"""Why a term ends on this date, line by line in words."""

from collections.abc import Callable

from django.utils.translation import gettext, pgettext

from tongxin.clocks.rules.entries import Unit
from tongxin.clocks.rules.term import Term
from tongxin.clocks.rules.why import Code, Line
from tongxin.clocks.words import HOLIDAYS, amount_words, reason_words, source_words
from tongxin.core.ui.dates import day_long

Told = tuple[str, str]


def reasons(term: Term) -> list[Told]:
    """Return pairs of what is counted and why, from the start to the deadline."""
    return [TELLERS[line.code](line, term) for line in term.lines]


def _about(text: str, detail: str) -> str:
    return gettext("%(text)s: %(detail)s") % {"text": text, "detail": detail} if detail else text


def _days(line: Line) -> str:
    return amount_words(line.amount, Unit.DAYS)


def _span(line: Line) -> str:
    first = day_long(line.day)
    return first if line.day == line.until else f"{first}–{day_long(line.until)}"


def _name(line: Line) -> str:
    return str(HOLIDAYS.get(line.name, line.name))


def _start(line: Line, _term: Term) -> Told:
    return day_long(line.day), gettext("the count starts, this day is not counted")


def _used(line: Line, _term: Term) -> Told:
    text = gettext("until handed on %(day)s; the term begins afresh") % {"day": day_long(line.day)}
    return _days(line), _about(text, reason_words(line.ground))


def _length(line: Line, _term: Term) -> Told:
    return amount_words(line.amount, line.unit), _about(gettext("the term"), source_words(line.ground))


def _extension(line: Line, _term: Term) -> Told:
    grounds = pgettext("list", ", ").join(filter(None, (reason_words(line.ground), source_words(line.ground))))
    text = gettext("extended %(day)s") % {"day": day_long(line.day)}
    return amount_words(line.amount, line.unit), _about(text, grounds)


def _weekend(line: Line, _term: Term) -> Told:
    return _days(line), gettext("week-ends, not counted")


def _holiday(line: Line, _term: Term) -> Told:
    return _days(line), gettext("%(name)s, %(days)s, not counted") % {"name": _name(line), "days": _span(line)}


def _own_day_off(line: Line, _term: Term) -> Told:
    return _days(line), gettext("own day off, %(days)s, not counted: %(name)s") % {
        "name": _name(line),
        "days": _span(line),
    }


def _make_up(line: Line, _term: Term) -> Told:
    return day_long(line.day), gettext("made up for %(name)s, counted") % {"name": _name(line)}


def _own_working_day(line: Line, _term: Term) -> Told:
    return day_long(line.day), gettext("own working day, counted: %(name)s") % {"name": _name(line)}


def _stop(line: Line, _term: Term) -> Told:
    text = gettext("clock stopped %(days)s") % {"days": _span(line)}
    return amount_words(line.amount, line.unit), _about(text, reason_words(line.ground))


def _moved(line: Line, _term: Term) -> Told:
    return _days(line), gettext("%(day)s is a day off, so it ends on the next working day") % {
        "day": day_long(line.day)
    }


def _limit(line: Line, _term: Term) -> Told:
    text = gettext("earlier, because the law allows no later day")
    return amount_words(-line.amount, Unit.DAYS), _about(text, source_words(line.ground))


def _due(line: Line, term: Term) -> Told:
    parts = [gettext("the last day")]
    if term.first_due_on != term.due_on:
        parts.append(gettext("first set for %(day)s") % {"day": day_long(term.first_due_on)})
    if term.provisional:
        parts.append(gettext("provisional: the holidays of that year are not out yet"))
    return day_long(line.day), pgettext("list", ", ").join(parts)


TELLERS: dict[Code, Callable[[Line, Term], Told]] = {
    Code.START: _start,
    Code.USED: _used,
    Code.LENGTH: _length,
    Code.EXTENSION: _extension,
    Code.WEEKEND: _weekend,
    Code.HOLIDAY: _holiday,
    Code.OWN_DAY_OFF: _own_day_off,
    Code.MAKE_UP: _make_up,
    Code.OWN_WORKING_DAY: _own_working_day,
    Code.STOP: _stop,
    Code.MOVED: _moved,
    Code.LIMIT: _limit,
    Code.DUE: _due,
}
