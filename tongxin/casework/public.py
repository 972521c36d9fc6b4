"""PUBLIC: the door of casework, for the apps above."""

from tongxin.casework.importing.cases import import_cases
from tongxin.casework.reads.routing import responsible_unit
from tongxin.casework.reads.stats import case_stats
from tongxin.casework.rights import unknown_labels, visible_cases
from tongxin.casework.writes.accepting import accept_case
from tongxin.casework.writes.answering import answer_case
from tongxin.casework.writes.moving import hand_on_case
from tongxin.casework.writes.raising import Matter, raise_case, withdraw_case
from tongxin.casework.writes.rating import rate_case
from tongxin.casework.writes.routes import set_route
from tongxin.casework.writes.talking import note, say
from tongxin.casework.writes.timing import extend_case, restart_case_clock, stop_case_clock

__all__ = [
    "Matter",
    "accept_case",
    "answer_case",
    "case_stats",
    "extend_case",
    "hand_on_case",
    "import_cases",
    "note",
    "raise_case",
    "rate_case",
    "responsible_unit",
    "restart_case_clock",
    "say",
    "set_route",
    "stop_case_clock",
    "unknown_labels",
    "visible_cases",
    "withdraw_case",
]
