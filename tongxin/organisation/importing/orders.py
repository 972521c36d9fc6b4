"""Orders to check a sheet, to bring in what was checked, and to take back a run. The worker carries them out."""

from datetime import timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.acts import act
from tongxin.core.errors import BadInputError, RuleBrokenError
from tongxin.core.policy import Actor, may, require
from tongxin.journal.public import note
from tongxin.organisation.facts import SHEET_UPLOADED
from tongxin.organisation.importing.undoing import require_undoable
from tongxin.organisation.models import ImportOrder, Unit
from tongxin.organisation.models.import_order import APPLY, CHECK, CHECKED, UNDO, WORKING
from tongxin.organisation.reads.import_orders import access_run, orders_of
from tongxin.organisation.rights import IMPORT, reaches
from tongxin.organisation.rules.import_notes import changes_anything
from tongxin.organisation.writes.people import ADMINISTRATIVE

KEPT = timedelta(hours=24)
LONGEST_NAME = 80


@act
def order_check(
    *, actor: Actor, what: str, file_name: str, sheet: bytes, line: str = "", complete: Unit | None = None
) -> ImportOrder:
    """Order the check of a sheet: people, or units of a line. Nothing changes but what is kept for 24 hours.

    ``complete`` is the unit of which a roster holds everybody. Notes SHEET_UPLOADED. Raises ForbiddenError,
    BadInputError, RuleBrokenError while another order of the same person is worked on.
    """
    require(may(actor, IMPORT))
    if complete is not None and (complete.line != ADMINISTRATIVE or not reaches(actor, IMPORT, complete.pk)):
        raise BadInputError(_("Choose an administrative unit whose people you may bring in."), field="complete")
    _require_free(actor)
    order = _new(actor, what=what, line=line, complete=complete, file_name=file_name[-LONGEST_NAME:], state=CHECK)
    order.lay_down(sheet)
    order.save()
    note(SHEET_UPLOADED, actor=actor, object=_label(order), unit_id=complete.pk if complete else None, what=what)
    return order


@act
def order_apply(*, actor: Actor, order: ImportOrder) -> ImportOrder:
    """Order what was checked to be brought in. Raises ForbiddenError and RuleBrokenError."""
    require(may(actor, IMPORT))
    order = ImportOrder.objects.select_for_update(of=("self",)).defer("sheet").get(pk=order.pk)
    if order.state != CHECKED or not changes_anything(order.outcome):
        raise RuleBrokenError(_("This sheet cannot be brought in any more. Upload it again."))
    order.state, order.tries, order.done = APPLY, 0, 0
    order.total, order.until = order.outcome.get("rows", 0), clock.now() + KEPT
    order.save(update_fields=["state", "tries", "done", "total", "until"])
    return order


@act
def order_undo(*, actor: Actor, run_id: int) -> ImportOrder:
    """Order a run to be taken back. Raises NotFoundError, RuleBrokenError."""
    run = access_run(actor=actor, run_id=run_id)
    require_undoable(run)
    _require_free(actor)
    if ImportOrder.objects.filter(run=run, state__in=WORKING).exists():
        raise RuleBrokenError(_("This run is still being worked on. Wait until it is done."))
    order = _new(actor, what=run.what, file_name=run.file_name, run=run, state=UNDO)
    order.save()
    return order


def _new(actor: Actor, **values: Any) -> ImportOrder:
    language = get_language() or "zh-hans"
    return ImportOrder(by_id=actor.user_id or 0, until=clock.now() + KEPT, language=language, **values)


def _require_free(actor: Actor) -> None:
    if orders_of(actor).filter(state__in=WORKING).exists():
        raise RuleBrokenError(_("Another import of yours is still being worked on. Wait until it is done."))


def _label(order: ImportOrder) -> str:
    return f"organisation.import_order:{order.pk}"
