"""The log of exports past its term: whole rows go."""

from datetime import datetime

from django.db.models import Q, QuerySet

from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.core.retention import Held, Holding
from tongxin.exports.models import Export


def _due(before: datetime, held: Held) -> QuerySet[Export]:
    found = Export.objects.filter(asked_at__lt=before)
    return found.exclude(Q(person_id__in=held) | Q(decided_by_id__in=held)) if held else found


@act
def erase_exports(*, actor: Actor, before: datetime, held: Held, limit: int) -> int:  # noqa: ARG001 - the act's own
    """Erase a batch of the log. Returns how many."""
    ids = list(_due(before, held).order_by("pk").values_list("pk", flat=True)[:limit])
    Export.objects.filter(pk__in=ids).delete()
    return len(ids)


def _erase(actor: Actor, before: datetime, held: Held, limit: int) -> int:
    return erase_exports(actor=actor, before=before, held=held, limit=limit)


LOG_HELD = Holding("exports.log", lambda before, held: _due(before, held).count(), _erase)
