"""Delegation: another acts for me in one of my roles, for some days. It never exceeds what I hold, and ends with it."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, ForbiddenError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record
from tongxin.organisation.facts import Delegated, DelegationEnded
from tongxin.organisation.models import Delegation, Person, Unit
from tongxin.organisation.reads.people import label
from tongxin.organisation.rights import book, holdings_of, person_of
from tongxin.organisation.writes.separation import require_separate
from tongxin.organisation.writes.spans import end_on, require_order

LONGEST = timedelta(days=90)


@act
def delegate(
    *,
    actor: Actor,
    taker: Person,
    role: str,
    unit: Unit,
    reason: str,
    last_on: date,
    from_on: date | None = None,
) -> Delegation:
    """The actor lets another act for him in a role that he holds on this unit by a post or a grant, at most 90 days.

    A role held by delegation is not passed on, and that of an administrator not at all. Records Delegated. Raises
    ForbiddenError, BadInputError (taker, reason, last_on) and RuleBrokenError (administrators).
    """
    giver = person_of(actor)
    if giver is None:
        raise ForbiddenError
    first, to_on = from_on or clock.today(), last_on + timedelta(days=1)
    _require_held(giver, role, unit)
    _require_taker(giver, taker, to_on)
    _require_span(first, to_on)
    if not reason.strip():
        raise BadInputError(_("Say why somebody acts for you."), field="reason")
    require_separate(taker, role, first, to_on)
    lent = Delegation.objects.create(
        giver=giver, taker=taker, role=role, unit=unit, reason=reason.strip()[:200], from_on=first, to_on=to_on
    )
    record(
        Delegated(
            object=label(taker),
            person_id=taker.pk,
            unit_id=unit.pk,
            day=first,
            delegation_id=lent.pk,
            role=role,
            giver_id=giver.pk,
            last_on=last_on.isoformat(),
        )
    )
    return lent


@act
def end_delegation(*, actor: Actor, delegation: Delegation) -> Delegation:
    """Giver or taker ends a delegation: with the next request it counts no longer.

    Records DelegationEnded. Raises ForbiddenError, and RuleBrokenError for one that has already ended.
    """
    require(actor.person_id in {delegation.giver_id, delegation.taker_id})
    today = clock.today()
    if not end_on(Delegation.objects.filter(pk=delegation.pk), today):
        raise RuleBrokenError(_("This delegation has already ended."))
    delegation.to_on = today
    record(
        DelegationEnded(
            object=label(delegation.taker),
            person_id=delegation.taker_id,
            unit_id=delegation.unit_id,
            delegation_id=delegation.pk,
            role=delegation.role,
            giver_id=delegation.giver_id,
        )
    )
    return delegation


def _require_held(giver: Person, role: str, unit: Unit) -> None:
    own = [held for held in holdings_of(giver.pk) if held.giver_id is None]
    known = book().roles.get(role)
    held = any((one.role, one.unit_id) == (role, unit.pk) for one in own)
    if known is None or known.administrator or not held:
        raise ForbiddenError(_("You can delegate only what you hold here by a post or a grant of your own."))


def _require_taker(giver: Person, taker: Person, to_on: date) -> None:
    if taker.pk == giver.pk:
        raise BadInputError(_("Choose somebody else than yourself."), field="taker")
    if taker.left_on is not None and taker.left_on < to_on:
        raise BadInputError(_("%(name)s leaves before that day.") % {"name": taker.name}, field="taker")


def _require_span(first: date, to_on: date) -> None:
    if first < clock.today():
        raise BadInputError(_("A delegation begins today or later."), field="from_on")
    require_order(first, to_on)
    if to_on - first > LONGEST:
        raise BadInputError(_("A delegation lasts at most 90 days."), field="last_on")
