"""Erasing what was said in cases that ended long ago. Number, category, unit and times stay, and are counted."""

from datetime import datetime

from django.db.models import Q, QuerySet

from tongxin.casework.models import Case, Exclusion, Message, Rating
from tongxin.core.acts import act
from tongxin.core.policy import Actor
from tongxin.core.retention import Held, Holding
from tongxin.files.public import remove_files

WORDS = {"title": "", "body": "", "wish": "", "spot": "", "sealed": ""}
NO_WORDS = Q(raiser=None, handler=None, raiser_label="", **WORDS)


def _due(before: datetime, held: Held) -> QuerySet[Case]:
    found = Case.objects.filter(live=False, closed_at__lt=before).exclude(NO_WORDS)
    return found.exclude(Q(raiser_id__in=held) | Q(handler_id__in=held)) if held else found


@act
def erase_cases(*, actor: Actor, before: datetime, held: Held, limit: int) -> int:
    """Erase words, names and files of a batch of cases that ended before a moment. Returns how many.

    Whom a case was about is forgotten too: nobody is kept from it any more, and nothing is left in it.
    """
    ids = list(_due(before, held).order_by("pk").values_list("pk", flat=True)[:limit])
    messages = Message.objects.filter(case_id__in=ids)
    owners = [f"casework.case:{pk}" for pk in ids]
    owners += [f"casework.message:{pk}" for pk in messages.values_list("pk", flat=True)]
    remove_files(owners)
    messages.update(author=None, author_label="", data={}, **WORDS)
    Rating.objects.filter(case_id__in=ids).update(remark="")
    Exclusion.objects.filter(case_id__in=ids).delete()
    Case.objects.filter(pk__in=ids).update(raiser=None, handler=None, raiser_label="", fingerprint="", **WORDS)
    return len(ids)


def _erase(actor: Actor, before: datetime, held: Held, limit: int) -> int:
    return erase_cases(actor=actor, before=before, held=held, limit=limit)


CASES_HELD = Holding("casework.cases", lambda before, held: _due(before, held).count(), _erase)
