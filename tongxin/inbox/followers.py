"""What the inbox keeps of the journal: the counts of each day, for the page of burden. Rebuilt it is the same."""

from tongxin.inbox.facts import BurdenMeasured
from tongxin.inbox.models import Burden
from tongxin.inbox.models.burden import PEOPLE
from tongxin.journal.public import Follower, Read, follow


def count(entries: list[Read]) -> None:
    """Write the counts of the days that were measured; a reversed day is taken out again."""
    for entry in entries:
        if entry.day is None:
            continue
        if entry.sign < 0:
            Burden.objects.filter(day=entry.day).delete()
            continue
        rows = []
        for cell in entry.data["cells"]:
            group = {"day": entry.day, "role": cell["role"], "unit_type": cell["unit_type"]}
            rows.append(Burden(**group, what=PEOPLE, count=cell["people"]))
            for told, number in cell["told"].items():
                what, _colon, kind = told.partition(":")
                rows.append(Burden(**group, what=what, kind=kind, count=number))
        Burden.objects.bulk_create(rows)


def forget() -> None:
    """Empty the counts, to be read again."""
    Burden.objects.all().delete()


def register() -> None:
    """Let the projection follow."""
    follow(Follower("inbox.burden", frozenset({BurdenMeasured.kind}), count, forget))
