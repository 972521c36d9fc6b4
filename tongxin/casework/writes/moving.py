"""Another unit is responsible: somebody says so, or nobody there accepted the case."""

from django.utils.translation import gettext as _

from tongxin.casework.facts import CaseHandedOn
from tongxin.casework.models import Case
from tongxin.casework.reads.passing import holds_still, is_long_unaccepted, unit_above
from tongxin.casework.rights import HANDLE, access_case, can_hand_on, require_step
from tongxin.casework.rules.states import Status, Step
from tongxin.casework.writes.accepting import CLOCK_FIELDS
from tongxin.casework.writes.terms import hand_over_terms
from tongxin.casework.writes.thread import add_step, checked_text
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record
from tongxin.organisation.public import Unit, holders


@act
def hand_on_case(*, actor: Actor, key: str, unit: Unit, reason: str) -> Case:
    """Another unit is responsible: the case goes there with the reason, and waits to be accepted again.

    The answer does not depend on whom the case is about or who raised it: refused only where nobody handles cases at
    all, or it could be asked of one unit after the other who that is (docs/decisions/0009).
    Locks the case. Records CaseHandedOn. Raises NotFound, Forbidden, RuleBroken, BadInput.
    """
    case = access_case(actor=actor, key=key, lock=True)
    require_step(case, Step.HAND_ON, allowed=can_hand_on(actor, case))
    reason = checked_text(reason, "reason", empty=_("Say why that unit is responsible; the raiser reads it too."))
    require(unit.pk != case.unit_id, RuleBrokenError, _("The case is with this unit already. Choose another one."))
    require(
        bool(holders(HANDLE, unit.pk)), RuleBrokenError, _("Nobody handles cases in that unit. Choose another unit.")
    )
    return _move(actor, case, unit, reason=reason)


@act
def pass_up_case(*, actor: Actor, case_id: int) -> Case | None:
    """A case that nobody has accepted long after the day goes to the next unit above that handles cases.

    Whoever is kept away above does not matter, as in handing on. Returns None at the top, or if somebody was faster.
    Locks the case. Records CaseHandedOn.
    """
    case = _locked(case_id)
    if case.status != Status.RAISED or not is_long_unaccepted(case):
        return None
    unit = unit_above(case.unit)
    return _move(actor, case, unit, why="late") if unit is not None else None


@act
def give_back_case(*, actor: Actor, case_id: int) -> Case | None:
    """A case in the hand of somebody who no longer handles the cases of its unit waits there to be accepted again.

    So nothing stays without a holder when a post, a grant or a delegation ends. If the unit is no more, it goes to the
    one that followed. Locks the case. Records CaseHandedOn.
    """
    case = _locked(case_id)
    if case.status != Status.IN_HAND or case.handler_id is None or holds_still(case.handler_id, case.unit_id):
        return None
    standing = case.unit.dissolved_on > clock.today()
    return _move(actor, case, case.unit if standing else unit_above(case.unit) or case.unit, why="gone")


def _locked(case_id: int) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related("unit__merged_into")
    return rows.get(pk=case_id)


def _move(actor: Actor, case: Case, unit: Unit, *, reason: str = "", why: str = "") -> Case:
    """Accepting starts afresh; the answer's term goes on, because the raiser did not choose the unit."""
    former = case.unit
    hand_over_terms(actor=actor, case=case)
    case.status, case.handler, case.unit = Status.RAISED, None, unit
    case.version += 1
    case.save(update_fields=["status", "handler", "unit", *CLOCK_FIELDS])
    add_step(actor=actor, case=case, step=Step.HAND_ON, reason=reason, unit=unit.name, former=former.name, why=why)
    record(CaseHandedOn(**case.for_facts(), from_unit_id=former.pk))
    return case
