"""Who may read what was said about the platform: those with the right, and each writer by his own address."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongxin.core.errors import NotFoundError
from tongxin.core.policy import Actor, Right, declare, may
from tongxin.feedback.models import Remark

READ = "feedback.remark.read"

declare(Right(READ, _("read and answer what is said about the platform"), _("Every reading is noted.")))


def visible_remarks(actor: Actor) -> QuerySet[Remark]:
    """Return all remarks to whoever may read them: they are about the platform, not about a unit."""
    return Remark.objects.all() if can_answer(actor) else Remark.objects.none()


def can_answer(actor: Actor) -> bool:
    """Return whether the actor may read and answer."""
    return bool(actor.system) or may(actor, READ)


def access_remark(*, actor: Actor, key: str, lock: bool = False) -> Remark:
    """Return a remark to one who may read them. Raises NotFoundError."""
    return _found(visible_remarks(actor), key, lock=lock)


def access_by_address(*, key: str, lock: bool = False) -> Remark:
    """Return a remark to whoever has its address, which only its writer was given. Raises NotFoundError."""
    return _found(Remark.objects.all(), key, lock=lock)


def _found(remarks: QuerySet[Remark], key: str, *, lock: bool) -> Remark:
    rows = Remark.objects.select_for_update(of=("self",)) if lock else Remark.objects
    remark = rows.select_related("person", "answered_by").filter(pk__in=remarks.filter(key=key).values("pk")).first()
    if remark is None:
        raise NotFoundError
    return remark
