"""Taking back a run of an import, whatever it brought in."""

from django.utils.translation import gettext as _

from tongxin.core.errors import NotFoundError, RuleBrokenError
from tongxin.core.policy import Actor, require
from tongxin.organisation.importing.people_batches import PEOPLE
from tongxin.organisation.importing.undoing_people import undo_people
from tongxin.organisation.importing.undoing_units import undo_units
from tongxin.organisation.models import ImportRun
from tongxin.organisation.rights import IMPORT, reach


def undo_import(*, actor: Actor, run_id: int) -> int:
    """Take back a run: what it changed is as before, what it made is gone, unless something stands on it by now.

    Returns how many units or people were taken back. Who began the run may, and whoever may import everywhere. Raises
    NotFoundError, and RuleBrokenError for a run that was taken back before or is not the last one of its sort.
    """
    run = ImportRun.objects.filter(pk=run_id).first()
    far = reach(actor, IMPORT)
    if run is None or far.nowhere:
        raise NotFoundError
    require(far.everywhere or run.by == actor.label)
    require_undoable(run)
    undo = undo_people if run.what == PEOPLE else undo_units
    return undo(actor=actor, run=run)


def require_undoable(run: ImportRun) -> None:
    """Raise RuleBrokenError for a run that was taken back before or is not the last one of its sort."""
    if run.undone_at is not None:
        raise RuleBrokenError(_("This run was already taken back."))
    if ImportRun.objects.filter(what=run.what, pk__gt=run.pk, undone_at=None).exists():
        raise RuleBrokenError(_("A later run builds on this one. Take back the later run first."))
