"""Taking a case in hand, or saying that another unit is responsible."""

from django.utils.translation import gettext as _

from tongxin.casework.book import ACCEPT
from tongxin.casework.facts import CaseAccepted, CaseHandedOn
from tongxin.casework.models import Case
from tongxin.casework.reads.routing import excluded_ids
from tongxin.casework.rights import HANDLE, access_case, can_accept, can_hand_on, require_step
from tongxin.casework.rules.states import Status, Step
from tongxin.casework.writes.terms import TERM_FIELDS, end_terms, hand_over_terms
from tongxin.casework.writes.thread import add_step, checked_text
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record
from tongxin.organisation.public import Unit, holders

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


@act
def hand_on_case(*, actor: Actor, key: str, unit: Unit, reason: str) -> Case:
    """Another unit is responsible: the case goes there with the reason, and waits to be accepted again.

    The clock for accepting starts afresh; the answer's term goes on, because the raiser did not choose the unit.
    Locks the case. Records CaseHandedOn. Raises NotFound, Forbidden, RuleBroken, BadInput.
    """
    case = access_case(actor=actor, key=key, lock=True)
    require_step(case, Step.HAND_ON, allowed=can_hand_on(actor, case))
    reason = checked_text(reason, "reason", empty=_("Say why that unit is responsible; the raiser reads it too."))
    require(unit.pk != case.unit_id, RuleBrokenError, _("The case is with this unit already. Choose another one."))
    require(
        bool(holders(HANDLE, unit.pk, exclude=excluded_ids(case))),
        RuleBrokenError,
        _(
            "Nobody in that unit can take this case: it has no handler, or the matter is about him."
            " Choose another unit."
        ),
    )
    former = case.unit
    hand_over_terms(actor=actor, case=case)
    case.status, case.handler, case.unit = Status.RAISED, None, unit
    case.version += 1
    case.save(update_fields=["status", "handler", "unit", *CLOCK_FIELDS])
    add_step(actor=actor, case=case, step=Step.HAND_ON, reason=reason, unit=unit.name, former=former.name)
    record(CaseHandedOn(**case.for_facts(), from_unit_id=former.pk))
    return case
