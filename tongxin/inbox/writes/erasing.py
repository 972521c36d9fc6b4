"""Notices past their term: whole rows go, whether they were read or not."""

from datetime import datetime

from django.db.models import QuerySet

from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.core.retention import Held, Holding
from tongxin.inbox.models import Notice


def _due(before: datetime, held: Held) -> QuerySet[Notice]:
    found = Notice.objects.filter(made_at__lt=before)
    return found.exclude(person_id__in=held) if held else found


@act
def erase_notices(*, actor: Actor, before: datetime, held: Held, limit: int) -> int:
    """Erase a batch of notices. Returns how many."""
    ids = list(_due(before, held).order_by("pk").values_list("pk", flat=True)[:limit])
    Notice.objects.filter(pk__in=ids).delete()
    return len(ids)


def _erase(actor: Actor, before: datetime, held: Held, limit: int) -> int:
    return erase_notices(actor=actor, before=before, held=held, limit=limit)


NOTICES_HELD = Holding("inbox.notices", lambda before, held: _due(before, held).count(), _erase)
