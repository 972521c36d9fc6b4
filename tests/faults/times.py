"""The checker of times: runs inside the installation and prints what of the clock's jumps is to be seen in its rows."""

import json
import os
import sys
from datetime import date
from itertools import pairwise

import django


def found() -> dict[str, object]:
    """Return what the journal lacks, spans below nothing, clocks that run backwards, and the day each case began."""
    from tongxin.casework.models import Case  # noqa: PLC0415 - after Django has started
    from tongxin.clocks.models import Clock  # noqa: PLC0415
    from tongxin.core import clock  # noqa: PLC0415
    from tongxin.journal.models import Entry  # noqa: PLC0415
    from tongxin.journal.public import verify  # noqa: PLC0415

    entries = list(Entry.objects.order_by("number").select_related("content"))
    spans = [
        f"{entry.kind} {name} {value}"
        for entry in entries
        for name, value in ((getattr(entry, "content", None) and entry.content.data) or {}).items()
        if isinstance(value, int) and value < 0
    ]
    backwards = [str(one) for one in Clock.objects.all() if not _forwards(one)]
    began = {case.key: str(_first_day(f"casework.case:{case.pk}")) for case in Case.objects.all()}
    return {
        "journal": [one.what for one in verify().findings],
        "in order": [entry.number for entry in entries] == list(range(1, len(entries) + 1)),
        "jumps": sum(later.at < earlier.at for earlier, later in pairwise(entries)),
        "negative": spans,
        "backwards": backwards,
        "began": began,
        "now": str(clock.now()),
    }


def _first_day(subject: str) -> date:
    from tongxin.clocks.models import Clock  # noqa: PLC0415

    return Clock.objects.filter(subject=subject).first().entries.order_by("sequence")[0].day


def _forwards(one) -> bool:
    days = list(one.entries.order_by("sequence").values_list("day", flat=True))
    return days == sorted(days) and one.due_on >= days[0] and (one.ended_on is None or one.ended_on >= days[0])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings.base")
    django.setup()
    sys.stdout.write(json.dumps(found()))
