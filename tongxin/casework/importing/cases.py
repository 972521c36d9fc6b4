"""Importing a file of cases, in batches of one run. A second import of the same file changes nothing."""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from tongxin.casework.importing.rows import Draft, drafts_of
from tongxin.casework.importing.storing import Stored, Targets, store_batch
from tongxin.casework.models import Case, Duplicate
from tongxin.core import clock
from tongxin.core.errors import BadInputError
from tongxin.core.policy import Actor
from tongxin.organisation.public import Unit, find_unit, found_unit, roots
from tongxin.sheets.public import Outcome

BATCH = 200
ROOT_CODE = "ROOT"


def import_cases(
    *, actor: Actor, path: Path, dry_run: bool = False, start_clocks: bool = False, unit: str = ""
) -> Outcome:
    """Bring in old cases from a sheet. With ``start_clocks`` those without an answer get clocks from their own day.

    The same id, or the same raiser, title and body, is a duplicate: it hangs on the first. A case without a known unit
    goes to ``unit``, else to the root, which is made if there is none. Raises UnreadableError, BadInputError.
    """
    began = time.monotonic()
    outcome = Outcome()
    default = _default_unit(actor, unit, dry_run=dry_run)
    drafts = drafts_of(path, outcome)
    sieve = _Sieve(outcome)
    targets = Targets(default, outcome)
    for batch in _batches(drafts, BATCH):
        sorted_out = sieve.sort(batch)
        if not dry_run:
            store_batch(actor=actor, stored=sorted_out, targets=targets, start_clocks=start_clocks)
        else:
            targets.check(sorted_out.new)
    outcome.seconds = round(time.monotonic() - began, 3)
    return outcome


def _default_unit(actor: Actor, code: str, *, dry_run: bool) -> Unit | None:
    if code:
        found = find_unit("administrative", code)
        if found is None:
            raise BadInputError(_("There is no unit with the code %(code)s.") % {"code": code})
        return found
    existing = list(roots("administrative", clock.today()))
    if existing:
        return existing[0]
    if dry_run:
        return None
    return found_unit(
        actor=actor,
        line="administrative",
        code=ROOT_CODE,
        name=_("This organisation"),
        type_code="company",
        day=clock.today(),
    )


def _batches(drafts: Iterable[Draft], size: int) -> Iterator[list[Draft]]:
    stream = iter(drafts)
    while batch := list(islice(stream, size)):
        yield batch


class _Sieve:
    """Tells new rows from repeated ones: within the file, and against what was brought in before."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.by_id: dict[str, Draft] = {}
        self.by_words: dict[str, Draft] = {}

    def sort(self, batch: list[Draft]) -> Stored:
        """Return what is to be stored of a batch, and count it."""
        known_id, known_words, attached = _known(batch)
        result = Stored()
        for draft in batch:
            first = self.by_id.get(draft.source_id) if draft.source_id else None
            first = first or self.by_words.get(draft.fingerprint)
            case = known_id.get(draft.source_id) or (None if draft.source_id else known_words.get(draft.fingerprint))
            if draft.source_id and draft.source_id in attached:
                self.outcome.duplicates += 1
            elif case is not None and first is None:
                self._again(draft, case, result)
            elif first is not None or draft.fingerprint in known_words:
                self.outcome.duplicates += 1
                result.duplicates.append((first, known_words.get(draft.fingerprint), draft))
            else:
                self.outcome.new += 1
                result.new.append(draft)
            self._remember(draft)
        return result

    def _again(self, draft: Draft, case: Case, result: Stored) -> None:
        if draft.answer and case.answered_at is None and case.imported:
            self.outcome.changed += 1
            result.changed.append((case, draft))
        else:
            self.outcome.unchanged += 1

    def _remember(self, draft: Draft) -> None:
        if draft.source_id:
            self.by_id.setdefault(draft.source_id, draft)
        self.by_words.setdefault(draft.fingerprint, draft)


def _known(batch: list[Draft]) -> tuple[dict[str, Case], dict[str, Case], set[str]]:
    ids = [draft.source_id for draft in batch if draft.source_id]
    words = [draft.fingerprint for draft in batch]
    cases = Case.objects.select_related("unit")
    by_id = {case.source_id: case for case in cases.filter(source_id__in=ids) if case.source_id}
    by_words = {case.fingerprint: case for case in cases.filter(fingerprint__in=words).order_by("-pk")}
    attached = set(Duplicate.objects.filter(source_id__in=ids).values_list("source_id", flat=True))
    return by_id, by_words, attached
