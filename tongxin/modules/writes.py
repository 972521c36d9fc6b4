"""Switching modules off and on, and taking their records along."""

from datetime import date
from typing import IO

from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.journal.public import note, record
from tongxin.modules.facts import EXPORTED, ModuleSwitchedOff, ModuleSwitchedOn
from tongxin.modules.leaving import Taken, archive, pass_door
from tongxin.modules.models import Switch
from tongxin.modules.rights import access_module, can_switch

LONGEST = 200


@act
def switch_off(*, actor: Actor, app: str, off_on: date, reason: str) -> Switch:
    """A system administrator switches a module off from a day on, today or later, with a reason.

    What is open on that day is finished first: until then the module only takes nothing new (docs/decisions/0024).
    Records ModuleSwitchedOff. Raises NotFound, BadInput, and RuleBroken for a module that the law demands
    or that is off.
    """
    module = access_module(actor=actor, app=app)
    require(can_switch(actor))
    require(not module.duty, RuleBrokenError, module.duty)
    require(_standing(app) is None, RuleBrokenError, _("This module is switched off already."))
    require(off_on >= clock.today(), BadInputError, _("Choose today or a later day."), field="off_on")
    reason = _checked(reason)
    row = Switch.objects.create(app=app, off_on=off_on, reason=reason, by_id=actor.person_id)
    record(ModuleSwitchedOff(object=row.label, off_on=off_on.isoformat(), n_open=module.open_matters()))
    return row


@act
def switch_on(*, actor: Actor, app: str, reason: str) -> Switch:
    """A system administrator switches a module on again; everything is as it was.

    Locks the standing decision. Records ModuleSwitchedOn. Raises NotFound, BadInput, and RuleBroken for one that is on.
    """
    access_module(actor=actor, app=app)
    require(can_switch(actor))
    row = _standing(app)
    if row is None:
        raise RuleBrokenError(_("This module is on."))
    row.back_at, row.back_by_id, row.back_reason = clock.now(), actor.person_id, _checked(reason)
    row.save(update_fields=["back_at", "back_by", "back_reason"])
    record(ModuleSwitchedOn(object=row.label))
    return row


def export_module(*, actor: Actor, app: str, reason: str, out: IO[bytes], by_page: bool) -> Taken:
    """Write all records of a module, on or off, into one archive. Sealed texts stay sealed.

    By a page sensitive records pass the door of approval first. Notes EXPORTED. Raises NotFound, Forbidden, BadInput,
    RuleBroken.
    """
    module = access_module(actor=actor, app=app)
    require(can_switch(actor))
    reason = _checked(reason)
    if by_page:
        pass_door(actor, module, reason)
    taken = archive(app, out)
    note(EXPORTED, actor=actor, object=f"modules.module:{app}", rows=taken.rows, seal=taken.seal, why=reason)
    return taken


def _standing(app: str) -> Switch | None:
    return Switch.objects.select_for_update(of=("self",)).filter(app=app, back_at=None).first()


def _checked(reason: str) -> str:
    reason = reason.strip()
    require(any(map(str.isalnum, reason)), BadInputError, _("Say why; it is kept."), field="reason")
    require(
        len(reason) <= LONGEST, BadInputError, _("At most %(most)s characters.") % {"most": LONGEST}, field="reason"
    )
    return reason
