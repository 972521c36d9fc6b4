"""The raiser's word: solved, partly, or not, and then it starts again with a new clock."""

from django.utils.translation import gettext as _

from tongxin.casework.book import ANSWER, RATE
from tongxin.casework.facts import CaseClosed, CaseRated, CaseReopened
from tongxin.casework.models import Case, Rating
from tongxin.casework.rights import access_case, is_raiser, require_step
from tongxin.casework.rules.states import Outcome, Solved, Status, Step, outcome_of
from tongxin.casework.writes.accepting import CLOCK_FIELDS
from tongxin.casework.writes.terms import end_terms, start_terms
from tongxin.casework.writes.thread import TALK, add_step, add_words, checked_text
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor
from tongxin.journal.public import record

MARKS = ("very_bad", "bad", "good", "very_good")
END_FIELDS = ["status", "outcome", "closed_at", *CLOCK_FIELDS]


@act
def rate_case(*, actor: Actor, key: str, solved: str, mark: str = "", remark: str = "") -> Case:
    """Only the raiser says whether it is solved. "Not solved" starts the case again with a new clock, and is counted.

    Locks the case. Records CaseRated and CaseClosed or CaseReopened. Raises NotFound, Forbidden, RuleBroken, BadInput.
    """
    case = access_case(actor=actor, key=key, lock=True)
    require_step(case, Step.RATE, allowed=is_raiser(actor, case))
    if solved not in list(Solved):
        raise BadInputError(_("Say first whether it is solved."), field="solved")
    if mark and mark not in MARKS:
        raise BadInputError(_("Choose one of the marks, or none."), field="mark")
    remark = checked_text(remark, "remark", empty="") if remark.strip() else ""
    outcome = outcome_of(Solved(solved))
    Rating.objects.create(
        case=case, round=case.round, solved=solved, mark=mark, remark=remark if outcome else "", at=clock.now()
    )
    record(CaseRated(**case.for_facts(), solved=solved, mark=mark))
    end_terms(actor=actor, case=case, kinds=(RATE,))
    if outcome is None:
        return _start_again(actor, case, remark)
    return end_case(actor=actor, case=case, outcome=outcome)


def _start_again(actor: Actor, case: Case, remark: str) -> Case:
    case.round += 1
    case.status = Status.IN_HAND
    case.version += 1
    start_terms(actor=actor, case=case, kinds=(ANSWER,))
    case.save(update_fields=["status", "round", *CLOCK_FIELDS])
    add_step(actor=actor, case=case, step=Step.REOPEN, round=case.round)
    if remark:
        add_words(actor=actor, case=case, kind=TALK, text=remark)
    record(CaseReopened(**case.for_facts()))
    return case


def end_case(*, actor: Actor, case: Case, outcome: Outcome) -> Case:
    """End a locked case. Records CaseClosed."""
    case.status, case.outcome, case.closed_at = Status.CLOSED, outcome, clock.now()
    case.version += 1
    case.save(update_fields=END_FIELDS)
    add_step(actor=actor, case=case, step="closed", outcome=outcome)
    record(CaseClosed(**case.for_facts(), outcome=outcome))
    return case


@act
def expire_rating(*, actor: Actor, case_id: int) -> Case | None:
    """The days for rating have passed without a word: the case ends as unrated, which never counts as satisfied.

    Only a job of the system does this. Locks the case; returns None when somebody was faster.
    """
    case = Case.objects.select_for_update().filter(pk=case_id, status=Status.ANSWERED).first()
    if case is None or not actor.system:
        return None
    end_terms(actor=actor, case=case, kinds=(RATE,))
    return end_case(actor=actor, case=case, outcome=Outcome.UNRATED)
