"""Who looks on while a file is brought in. A watcher changes nothing; this one does not even look."""

from collections.abc import Sequence

from tongxin.organisation.importing.sorting import Batch
from tongxin.organisation.models import ImportRun
from tongxin.organisation.rules.unit_plan import Line, Plan


class Watcher:
    """Is told what an import does."""

    def began(self, run: ImportRun | None) -> None:
        """A run was opened; None for a dry run."""

    def sorted(self, batch: Batch, rows: int) -> None:
        """A batch of a roster was sorted, and written unless it is a dry run; ``rows`` are done so far."""

    def left(self, person_ids: Sequence[int]) -> None:
        """These people are missing from a complete roster."""

    def planned(self, plan: Plan, known: Line, rows: int) -> None:
        """A file of units was planned; nothing is written yet."""


UNWATCHED = Watcher()
