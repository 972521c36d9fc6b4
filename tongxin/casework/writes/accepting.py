"""Taking a case in hand."""

from tongxin.casework.book import ACCEPT
from tongxin.casework.facts import CaseAccepted
from tongxin.casework.models import Case
from tongxin.casework.rights import access_case, can_accept, require_step
from tongxin.casework.rules.states import Status, Step
from tongxin.casework.writes.terms import TERM_FIELDS, end_terms
from tongxin.casework.writes.thread import add_step
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.journal.public import record

CLOCK_FIELDS = [*TERM_FIELDS, "version"]


@act
def accept_case(*, actor: Actor, key: str) -> Case:
    """A handler of the responsible unit takes the case in hand; from now on he is the one who answers.

    Ends the clock for accepting. Locks the case. Records CaseAccepted. Raises NotFound, Forbidden, RuleBroken.
    """
    case = access_case(actor=actor, key=key, lock=True)
    require_step(case, Step.ACCEPT, allowed=can_accept(actor, case))
    in_time = end_terms(actor=actor, case=case, kinds=(ACCEPT,))
    case.status, case.handler_id, case.accepted_at = Status.IN_HAND, actor.person_id, clock.now()
    case.version += 1
    case.save(update_fields=["status", "handler", "accepted_at", *CLOCK_FIELDS])
    add_step(actor=actor, case=case, step=Step.ACCEPT, unit=case.unit.name, handler=actor.name)
    record(CaseAccepted(**case.for_facts(), in_time=in_time))
    return case
