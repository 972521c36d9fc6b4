"""Requests for corrections past their term: whole rows go."""

from datetime import datetime

from django.db.models import Q, QuerySet

from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.core.retention import Held, Holding
from tongxin.disclosure.models import Correction


def _due(before: datetime, held: Held) -> QuerySet[Correction]:
    found = Correction.objects.filter(answered_at__lt=before)
    return found.exclude(Q(person_id__in=held) | Q(answered_by_id__in=held)) if held else found


@act
def erase_corrections(*, actor: Actor, before: datetime, held: Held, limit: int) -> int:  # noqa: ARG001 - the act's own
    """Erase a batch of answered requests. Returns how many."""
    ids = list(_due(before, held).order_by("pk").values_list("pk", flat=True)[:limit])
    Correction.objects.filter(pk__in=ids).delete()
    return len(ids)


def _erase(actor: Actor, before: datetime, held: Held, limit: int) -> int:
    return erase_corrections(actor=actor, before=before, held=held, limit=limit)


CORRECTIONS_HELD = Holding("disclosure.corrections", lambda before, held: _due(before, held).count(), _erase)
