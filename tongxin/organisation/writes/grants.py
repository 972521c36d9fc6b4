"""Roles beside posts: given by a security administrator with a reason and an end, never to himself."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, ForbiddenError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import record
from tongxin.organisation.facts import GrantRevoked, RoleGranted
from tongxin.organisation.models import Grant, Person, Unit
from tongxin.organisation.reads.people import label
from tongxin.organisation.rights import GRANT_EDIT, book, reach
from tongxin.organisation.writes.separation import require_separate
from tongxin.organisation.writes.spans import end_on, require_order, require_standing


@act
def grant_role(
    *, actor: Actor, person: Person, role: str, unit: Unit | None = None, reason: str, last_on: date
) -> Grant:
    """Somebody holds a role on a unit, and as far below as its rights go, from today until a last day.

    Records RoleGranted. Raises ForbiddenError, BadInputError (role, unit, reason, last_on) and RuleBrokenError where an
    administrator would hold another role.
    """
    _require_other(actor, person)
    today, to_on = clock.today(), last_on + timedelta(days=1)
    _require_sense(role, unit)
    if not reason.strip():
        raise BadInputError(_("Say why the person gets this role."), field="reason")
    require_order(today, to_on)
    if person.left_on is not None and person.left_on < to_on:
        raise BadInputError(_("The person leaves before that day."), field="last_on")
    require_separate(person, role, today, to_on)
    grant = Grant.objects.create(
        person=person,
        role=role,
        unit=unit,
        reason=reason.strip()[:200],
        granted_by_id=actor.person_id,
        from_on=today,
        to_on=to_on,
    )
    record(
        RoleGranted(
            object=label(person),
            person_id=person.pk,
            unit_id=grant.unit_id,
            grant_id=grant.pk,
            role=role,
            last_on=last_on.isoformat(),
        )
    )
    return grant


@act
def revoke_grant(*, actor: Actor, grant: Grant) -> Grant:
    """A role is taken back: with the next request it is held no longer.

    Records GrantRevoked. Raises ForbiddenError, and RuleBrokenError for a grant that has already ended.
    """
    require(not reach(actor, GRANT_EDIT).nowhere)
    today = clock.today()
    if not end_on(Grant.objects.filter(pk=grant.pk), today):
        raise RuleBrokenError(_("This role has already ended."))
    grant.to_on = today
    record(
        GrantRevoked(
            object=label(grant.person),
            person_id=grant.person_id,
            unit_id=grant.unit_id,
            grant_id=grant.pk,
            role=grant.role,
        )
    )
    return grant


def _require_other(actor: Actor, person: Person) -> None:
    require(not reach(actor, GRANT_EDIT).nowhere)
    require(person.pk != actor.person_id, ForbiddenError, _("Nobody gives himself a role. Ask a colleague."))


def _require_sense(role: str, unit: Unit | None) -> None:
    known = book().roles.get(role)
    if known is None or known.everyone:
        raise BadInputError(_("There is no such role to give."), field="role")
    if unit is None and known.needs_unit:
        raise BadInputError(_("Choose the unit for which the role counts."), field="unit")
    if unit is not None:
        require_standing(unit, clock.today())
