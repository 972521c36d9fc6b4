"""Finds the place of work that a row means: by code, by name, or by a path of names."""

import re
import unicodedata
from collections import defaultdict
from datetime import date

from tongxin.core.policy import Actor
from tongxin.organisation.models import Unit
from tongxin.organisation.rights import IMPORT, reach
from tongxin.organisation.writes.people import ADMINISTRATIVE

_STEPS = re.compile(r"[-/\\|>＞→／、－—–_]+")
Found = tuple[int | None, str, str]


class Homes:
    """All units of today, held in memory for the time of one import: about 300 bytes a unit."""

    def __init__(self, actor: Actor, today: date) -> None:
        far = reach(actor, IMPORT)
        self.everywhere = far.everywhere
        self.mine = set() if far.everywhere else set(far.unit_ids().values_list("id", flat=True))
        self.parent: dict[int, int | None] = {}
        self.serves: dict[int, int | None] = {}
        self.bare: dict[int, str] = {}
        self.by_code: dict[str, list[int]] = defaultdict(list)
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.by_bare: dict[str, list[int]] = defaultdict(list)
        self.found: dict[tuple[str, str], Found] = {}
        standing = Unit.objects.filter(founded_on__lte=today, dissolved_on__gt=today)
        for row in standing.values_list("id", "line", "code", "name", "parent_id", "serves_id").iterator():
            self._add(*row)

    def _add(self, pk: int, line: str, code: str, name: str, parent_id: int | None, serves_id: int | None) -> None:
        plain = _plain(name)
        self.bare[pk] = _STEPS.sub("", plain)
        self.parent[pk] = parent_id
        if line != ADMINISTRATIVE:
            self.serves[pk] = serves_id
        self.by_code[_plain(code)].append(pk)
        self.by_name[plain].append(pk)
        self.by_bare[self.bare[pk]].append(pk)

    def reached(self, unit_id: int | None) -> bool:
        """Return whether the actor may bring in people here; people without a place are brought in from everywhere."""
        return self.everywhere or unit_id in self.mine

    def find(self, code: str, name: str) -> Found:
        """Return the id of the place of work with a fault and a doubt, each a code or empty."""
        asked = (code, name)
        if asked not in self.found:
            self.found[asked] = self._find(code, name)
        return self.found[asked]

    def _find(self, code: str, name: str) -> Found:
        doubt = ""
        if code:
            fitting = self.by_code.get(_plain(code), [])
        else:
            first, _, rest = name.partition("|")
            doubt = "first_of_several" if rest else ""
            fitting = self._named(_plain(first))
        fitting = [pk for pk in fitting if pk not in self.serves] or fitting
        if len(fitting) != 1:
            return None, "unit_ambiguous" if fitting else "unit_unknown", ""
        return self._placed(fitting[0], doubt)

    def _placed(self, pk: int, doubt: str) -> Found:
        if pk not in self.serves:
            return pk, "", doubt
        home = self.serves[pk]
        return (home, "", "line_unit") if home in self.parent else (None, "unit_serves_none", "")

    def _named(self, name: str) -> list[int]:
        whole = self.by_code.get(name) or self.by_name.get(name)
        if whole:
            return whole
        steps = [step for step in _STEPS.split(name) if step]
        gaps: dict[int, int] = {}
        for cut in range(1, len(steps)):
            for pk in self.by_bare.get("".join(steps[cut:]), []):
                left_out = self._left_out(pk, steps[:cut])
                if left_out is not None:
                    gaps[pk] = min(left_out, gaps.get(pk, left_out))
        return [pk for pk, left_out in gaps.items() if left_out == min(gaps.values())]

    def _left_out(self, pk: int, above: list[str]) -> int | None:
        """Return how many units a path leaves out on the way up; None where its names do not come in this order.

        A name that itself holds a separator was cut by it, so several steps may be one name.
        """
        wanted, left_out = list(above), 0
        step = self.parent.get(pk)
        while step is not None and wanted:
            bare = self.bare.get(step, "")
            taken = next((n for n in range(1, len(wanted) + 1) if "".join(wanted[-n:]) == bare), 0)
            wanted = wanted[: len(wanted) - taken]
            left_out += not taken
            step = self.parent.get(step)
        return None if wanted else left_out


def _plain(written: str) -> str:
    return "".join(unicodedata.normalize("NFKC", written).split()).casefold()
