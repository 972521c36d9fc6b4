"""What became of a file's rows: every row is counted once, every refused row is named with its reason."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row, or a cell of it, that was refused or is doubtful: where it stands, what it says and why."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Outcome:
    """The result of an import, dry or real.

    ``rows`` is the number of data rows. Each is exactly one of: new, changed, moved, unchanged, a duplicate of a row
    before it, or rejected. ``left`` counts those who are in the system but no longer in the file; ``warnings`` do not
    stop a row.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0
    duplicates: int = 0
    left: int = 0
    rejected: list[Refusal] = field(default_factory=list)
    warnings: list[Refusal] = field(default_factory=list)
    seconds: float = 0.0

    def adds_up(self) -> bool:
        """Say whether every row is accounted for once, and no row is refused twice."""
        accepted = self.new + self.changed + self.moved + self.unchanged + self.duplicates
        refused = {(refusal.sheet, refusal.row) for refusal in self.rejected}
        return self.rows == accepted + len(self.rejected) and len(refused) == len(self.rejected)

    def as_json(self) -> dict[str, Any]:
        """Return plain values under this class's own names, seconds with three decimals."""
        return asdict(self) | {"seconds": round(self.seconds, 3)}
