"""The checker: compares the clients' ledger with the database. Runs inside the installation, prints what it found."""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import django

from tests.faults.clients import ACCEPT
from tests.faults.ledger import OK, Line, read

SECONDS_TO_CATCH_UP = 60.0


def check(lines: list[Line]) -> dict[str, object]:
    """Return the marks that are lost, doubled or foreign, what is half done, and whether the journal is intact."""
    from tongxin.journal.public import verify  # noqa: PLC0415 - after Django has started

    kinds = {line.mark: line.kind for line in lines}
    acknowledged = {line.mark for line in lines if line.what == OK}
    stored = Counter({mark: n for mark, n in marks().items() if mark in kinds}) + accepted(lines)
    report = verify()
    return {
        "lost": [f"{kinds[mark]} {mark}" for mark in sorted(acknowledged) if not stored[mark]],
        "doubled": [f"{kinds[mark]} {mark}" for mark in sorted(stored) if stored[mark] > 1],
        "half": half(),
        "journal": [f"{one.number}: {one.what}" for one in report.findings],
        "followers": followers(),
        "entries": report.entries,
        "stored": sum(stored.values()),
    }


def marks() -> Counter[str]:
    """Return how often each mark was stored, whatever it was part of."""
    from tongxin.casework.models import Case, Message, Rating  # noqa: PLC0415
    from tongxin.organisation.models import Post  # noqa: PLC0415

    texts = [case.words.body for case in Case.objects.all()]
    texts += [message.words.body for message in Message.objects.exclude(kind="step")]
    texts += [rating.remark for rating in Rating.objects.all()]
    texts += Post.objects.values_list("title", flat=True)
    return Counter(text.rpartition(" ")[2] for text in texts)


def accepted(lines: list[Line]) -> Counter[str]:
    """Return how often each acceptance happened: its form has no text, so its case names it."""
    from tongxin.casework.models import Message  # noqa: PLC0415

    steps = Counter(Message.objects.filter(step="accept").values_list("case__key", flat=True))
    return Counter({line.mark: steps[line.note] for line in lines if line.kind == ACCEPT and line.note in steps})


def half() -> list[str]:
    """Return where rows and the journal do not tell the same story: part of an act without the rest."""
    from tongxin.casework.models import Case, Message, Rating  # noqa: PLC0415
    from tongxin.clocks.models import Clock  # noqa: PLC0415
    from tongxin.core.models import DoneAct  # noqa: PLC0415
    from tongxin.journal.models import Entry  # noqa: PLC0415
    from tongxin.organisation.models import Post  # noqa: PLC0415

    cases = {pk: f"casework.case:{pk}" for pk in Case.objects.values_list("pk", flat=True)}
    of_case = {
        "casework.case_raised": Counter(cases.values()),
        "casework.case_accepted": _per_case(Message.objects.filter(step="accept")),
        "casework.case_answered": _per_case(Message.objects.filter(kind="answer")),
        "casework.case_rated": _per_case(Rating.objects.all()),
    }
    found = []
    for kind, rows in of_case.items():
        entries = Counter(Entry.objects.filter(kind=kind).values_list("content__object", flat=True))
        found += [f"{kind} {label}: {rows[label]} rows, {entries[label]} entries" for label in rows | entries
                  if rows[label] != entries[label]]  # fmt: skip
    appointed = Entry.objects.filter(kind="organisation.appointed").count()
    if Post.objects.count() != appointed:
        found.append(f"{Post.objects.count()} posts, {appointed} entries")
    clocks = Counter(Clock.objects.filter(round=1).exclude(kind="rate").values_list("subject", flat=True))
    found += [f"{label}: {clocks[label]} first clocks" for label in cases.values() if clocks[label] != 3]
    found += [f"{done} has no result" for done in DoneAct.objects.filter(name__endswith="raise_case", result="")]
    return found


def _per_case(rows) -> Counter[str]:
    return Counter(f"casework.case:{pk}" for pk in rows.values_list("case_id", flat=True))


def followers() -> list[str]:
    """Let the followers read to the end, and return where a projection differs from one that is rebuilt."""
    from tongxin.casework.models import Tally  # noqa: PLC0415
    from tongxin.journal.public import catch_up, rebuild  # noqa: PLC0415

    def cells():
        return set(Tally.objects.filter(count__gt=0).values_list("unit_id", "category", "day", "kind", "count"))

    limit = time.monotonic() + SECONDS_TO_CATCH_UP
    while catch_up() and time.monotonic() < limit:
        continue
    live = cells()
    rebuild("casework.tally")
    return sorted(map(str, live ^ cells()))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings.base")
    django.setup()
    sys.stdout.write(json.dumps(check(read(Path(sys.argv[1])))))
