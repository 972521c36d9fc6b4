"""PUBLIC: what casework records. None of the raiser's facts names the raiser, in any mode."""

from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from tongxin.journal.facts import Fact, fact
from tongxin.journal.looks import declare_look

CASE_READ = declare_look("casework.case_read", _("read a case"))
CASES_EXPORTED = declare_look("casework.cases_exported", _("exported cases"))


class CaseValues(TypedDict):
    """What every fact about a case says of it."""

    object: str
    unit_id: int
    category: str
    mode: str
    round: int


@dataclass(frozen=True, kw_only=True)
class CaseFact(Fact):
    """A fact about one case. ``category``, ``mode`` and ``round`` are what figures need."""

    category: str = ""
    mode: str = "named"
    round: int = 1


@fact("casework.case_raised", _("case raised"), nameless=True, public=True)
class CaseRaised(CaseFact):
    """A matter was raised. Names nobody; nothing to erase."""


@fact("casework.case_accepted", _("case accepted"), public=True)
class CaseAccepted(CaseFact):
    """A handler took the case in hand. The handler is erased with the entry's content."""

    in_time: bool = True


@fact("casework.case_handed_on", _("case handed on"), public=True)
class CaseHandedOn(CaseFact):
    """Another unit is responsible now. The actor is erased with the entry's content."""

    from_unit_id: int = 0


@fact("casework.clock_changed", _("clock changed"), public=True)
class ClockChanged(CaseFact):
    """A clock was stopped, started again or extended. The actor is erased with the entry's content."""

    change: str = ""
    days: int = 0


@fact("casework.case_answered", _("case answered"), public=True)
class CaseAnswered(CaseFact):
    """The handler answered. The handler is erased with the entry's content."""

    in_time: bool = True
    working_days: int = 0


@fact("casework.case_rated", _("case rated"), nameless=True, public=True)
class CaseRated(CaseFact):
    """The raiser said whether it is solved. Names nobody; nothing to erase."""

    solved: str = ""
    mark: str = ""


@fact("casework.case_reopened", _("case started again"), nameless=True, public=True)
class CaseReopened(CaseFact):
    """The raiser said that it is not solved; a new clock runs. Names nobody; nothing to erase."""


@fact("casework.case_closed", _("case closed"), nameless=True, public=True)
class CaseClosed(CaseFact):
    """A case ended. Names nobody; nothing to erase."""

    outcome: str = ""


@fact("casework.case_escalated", _("case escalated"), public=True)
class CaseEscalated(CaseFact):
    """A deadline is near or past and somebody higher was told: number, category and clock only."""

    level: int = 0
    clock: str = ""


@fact("casework.cases_imported", _("history brought in"))
class CasesImported(Fact):
    """A file of old cases was read. The actor is erased with the entry's content."""

    run_id: int = 0
    cases: int = 0


@fact("casework.routes_changed", _("routes changed"))
class RoutesChanged(Fact):
    """Another unit is responsible for a category. The actor is erased with the entry's content."""

    category: str = ""
    to_unit_id: int = 0
