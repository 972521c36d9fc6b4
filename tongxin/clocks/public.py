"""PUBLIC: clocks as others may use them. Services run inside the caller's act; rights are the caller's."""

from tongxin.clocks.models import CalendarDay, Clock
from tongxin.clocks.reads import calendar, clocks_of, term_of, terms_of
from tongxin.clocks.rules.calendar import STATUTORY, Calendar, working_days_between
from tongxin.clocks.rules.entries import Ground, Length, Unit
from tongxin.clocks.rules.ruler import Mark, ruler
from tongxin.clocks.rules.term import State, Term
from tongxin.clocks.rules.why import Line
from tongxin.clocks.words import due_words, register_reasons
from tongxin.clocks.writes.calendar import clear_day, confirm_year, set_day
from tongxin.clocks.writes.entries import (
    Planned,
    Start,
    cancel_clock,
    end_clock,
    extend_clock,
    plan_clocks,
    restart_clock,
    start_clock,
    start_clocks,
    stop_clock,
    store_clocks,
    transfer_clock,
)
from tongxin.clocks.writes.recompute import Moved, recompute, recompute_open_clocks

__all__ = [
    "STATUTORY",
    "Calendar",
    "CalendarDay",
    "Clock",
    "Ground",
    "Length",
    "Line",
    "Mark",
    "Moved",
    "Planned",
    "Start",
    "State",
    "Term",
    "Unit",
    "calendar",
    "cancel_clock",
    "clear_day",
    "clocks_of",
    "confirm_year",
    "due_words",
    "end_clock",
    "extend_clock",
    "plan_clocks",
    "recompute",
    "recompute_open_clocks",
    "register_reasons",
    "restart_clock",
    "ruler",
    "set_day",
    "start_clock",
    "start_clocks",
    "stop_clock",
    "store_clocks",
    "term_of",
    "terms_of",
    "transfer_clock",
    "working_days_between",
]
