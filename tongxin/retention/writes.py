"""Holds, the switch, and the run that erases what is past its term."""

from collections import Counter
from datetime import date

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.policy import Actor, may, require, system_actor
from tongxin.core.retention import holdings
from tongxin.journal.public import push_checkpoint, record, set_checkpoint
from tongxin.organisation.public import Person
from tongxin.retention.book import terms
from tongxin.retention.facts import HoldEnded, HoldSet, RunEnded, SwitchedOff, SwitchedOn
from tongxin.retention.models import Hold, Run, Switch
from tongxin.retention.reads import held_people, is_on, term_lines
from tongxin.retention.rights import MANAGE, access_hold
from tongxin.rulebook.public import pack_digest

BATCH = 1000
LONGEST, LONGEST_HOLD = 500, 3650


@act
def set_hold(*, actor: Actor, person: Person | None, reason: str, until: date) -> Hold:
    """The auditor keeps what is about one person, or everything, from being erased until a day, with a reason.

    Records HoldSet. Raises Forbidden, and BadInput without a reason or for a day that is past or too far.
    """
    require(may(actor, MANAGE))
    reason = reason.strip()
    if not any(character.isalnum() for character in reason) or len(reason) > LONGEST:
        raise BadInputError(_("Write why it must be kept: which matter, who asked."), field="reason")
    if not 0 <= (until - clock.today()).days <= LONGEST_HOLD:
        raise BadInputError(_("Choose a last day from today on, within ten years."), field="until")
    hold = Hold(person=person, reason=reason, until=until, set_by_id=actor.person_id)
    hold.save()
    record(HoldSet(object=hold.label, person_id=person.pk if person is not None else None, until=until.isoformat()))
    return hold


@act
def end_hold(*, actor: Actor, key: str) -> Hold:
    """The auditor ends a hold before its day. Records HoldEnded. Raises NotFound, RuleBroken for one that ended."""
    hold = access_hold(actor=actor, key=key)
    require(hold.ended_at is None, RuleBrokenError, _("This hold has ended already."))
    hold.ended_at = clock.now()
    hold.save(update_fields=["ended_at"])
    record(HoldEnded(object=hold.label, person_id=hold.person_id))
    return hold


@act
def switch_on(*, actor: Actor, due: int) -> Switch:
    """The auditor lets what is past its term be erased by itself from now on.

    ``due`` is how much of it he was shown, because it cannot be brought back. Records SwitchedOn. Raises Forbidden,
    RuleBroken if it is no longer as much.
    """
    require(may(actor, MANAGE))
    now_due = sum(line.due for line in term_lines())
    require(due == now_due, RuleBrokenError, _("What is past its term has changed since. Look at it once more."))
    kept, _made = Switch.objects.update_or_create(pk=1, defaults={"on": True, "since": clock.now()})
    record(SwitchedOn(object="retention.switch", due=due))
    return kept


@act
def switch_off(*, actor: Actor) -> Switch:
    """The auditor lets nothing be erased by itself any more. Records SwitchedOff."""
    require(may(actor, MANAGE))
    kept, _made = Switch.objects.update_or_create(pk=1, defaults={"on": False, "since": clock.now()})
    record(SwitchedOff(object="retention.switch"))
    return kept


def erase_due(batch: int = BATCH) -> dict[str, int]:
    """Erase everything that is past its term and on no hold, in batches; return how many of each kind.

    Each batch is an act of its own, so a run that is cut short goes on with the next. What went stands in tombstones of
    the journal, and the checkpoint behind them is set, signed and pushed. Records RunEnded if anything went.
    """
    actor, erased = system_actor("retention"), Counter[str]()
    run = Run(pack=pack_digest())
    for term in terms():
        everything, held = held_people()
        while not everything:
            count = holdings()[term.what].erase(actor, term.cutoff(), held, batch)
            if not count:
                break
            erased[term.what] += count
            run.erased = dict(erased)
            run.save()
            everything, held = held_people()
    if erased:
        _end(actor=actor, run=run)
        set_checkpoint()
        push_checkpoint()
    return dict(erased)


@act
def _end(*, actor: Actor, run: Run) -> None:
    run.ended_at = clock.now()
    run.save(update_fields=["ended_at"])
    record(RunEnded(object=f"retention.run:{run.pk}", erased=dict(run.erased)))


def erase_task() -> int:
    """Erase what is past its term, if that is switched on. Returns how many contents went."""
    return sum(erase_due().values()) if is_on() else 0
