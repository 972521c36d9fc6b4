"""Stopping, restarting and extending the answer's clock. The first deadline stays visible, and lateness too."""

from django.utils.translation import gettext as _

from tongxin.casework.book import ANSWER, extension_rule, longest_stop, stop_choices
from tongxin.casework.facts import ClockChanged
from tongxin.casework.models import Case
from tongxin.casework.rights import access_case, can_supervise, can_work, require_step
from tongxin.casework.rules.states import Step
from tongxin.casework.writes.accepting import CLOCK_FIELDS
from tongxin.casework.writes.notices import tell_raiser
from tongxin.casework.writes.terms import refresh_terms, running_clock
from tongxin.casework.writes.thread import add_step, checked_text
from tongxin.clocks.public import Clock, Ground, extend_clock, restart_clock, stop_clock
from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record


@act
def stop_case_clock(*, actor: Actor, key: str, category: str, reason: str) -> Case:
    """The handler stops the clock while he must wait, and says for what; after the longest stop it runs by itself.

    Locks the case. Records ClockChanged. Raises NotFound, Forbidden, RuleBroken, BadInput.
    """
    case = access_case(actor=actor, key=key, lock=True)
    require_step(case, Step.STOP, allowed=can_work(actor, case))
    if category not in dict(stop_choices()):
        raise BadInputError(_("Choose what you are waiting for."), field="category")
    reason = checked_text(reason, "reason", empty=_("Say what you are waiting for; the raiser reads it too."))
    days = longest_stop(category)
    ground = Ground(category=category, reason=dict(stop_choices())[category], by=actor.label)
    stop_clock(clock=_answer_clock(case), day=clock.today(), ground=ground, longest=days)
    return _changed(actor, case, Step.STOP, reason=reason, category=category, days=days)


@act
def restart_case_clock(*, actor: Actor, key: str) -> Case:
    """What was waited for has come: the clock runs again from today. Locks the case. Records ClockChanged."""
    case = access_case(actor=actor, key=key, lock=True)
    require_step(case, Step.RESTART, allowed=can_work(actor, case))
    restart_clock(clock=_answer_clock(case), day=clock.today(), ground=Ground(by=actor.label))
    return _changed(actor, case, Step.RESTART)


@act
def extend_case(*, actor: Actor, key: str, days: int, reason: str) -> Case:
    """Whoever supervises the unit may give an answer more time, within the rule; the raiser is told why.

    Source: 信访工作条例 34 (at most once, with the head's approval). Locks the case. Records ClockChanged.
    Raises NotFound, Forbidden, RuleBroken, BadInput.
    """
    case = access_case(actor=actor, key=key, lock=True)
    require_step(case, Step.EXTEND, allowed=can_supervise(actor, case))
    reason = checked_text(reason, "reason", empty=_("Say why more time is needed; the raiser reads it too."))
    rule, times = extension_rule()
    if not 1 <= days <= rule.value:
        raise BadInputError(_("Between 1 and %(most)s working days are possible.") % {"most": rule.value}, field="days")
    before = case.messages.filter(step=Step.EXTEND, round=case.round).count()
    require(before < times, RuleBrokenError, _("The term was extended before. It cannot be extended again."))
    ground = Ground(source=str(rule.source), force=rule.force, by=actor.label)
    extended = extend_clock(clock=_answer_clock(case), day=clock.today(), amount=days, ground=ground)
    return _changed(actor, case, Step.EXTEND, reason=reason, days=days, due=extended.due_on.isoformat())


def _answer_clock(case: Case) -> Clock:
    running = running_clock(case, ANSWER)
    if running is None:
        raise RuleBrokenError(_("No clock runs in this case. It was brought in as history."))
    return running


def _changed(actor: Actor, case: Case, step: Step, *, reason: str = "", days: int = 0, **data: str) -> Case:
    refresh_terms(case)
    case.version += 1
    case.save(update_fields=CLOCK_FIELDS)
    message = add_step(actor=actor, case=case, step=step, reason=reason, days=days, **data)
    tell_raiser(case, f"casework.{step}", key=message.label)
    record(ClockChanged(**case.for_facts(), change=step, days=days))
    return case
