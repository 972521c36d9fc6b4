"""What the product keeps of one person: each app says it of its own rows, for that person alone.

A source gives sections in plain words. It never tells what others wrote, nor that a matter about the person exists.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tongxin.core import clock
from tongxin.core.errors import Text
from tongxin.core.policy import Actor

Row = tuple[str, ...]
PAIR = 2


@dataclass(frozen=True)
class Section:
    """One kind of thing that is kept. ``origin`` says where it came from; a row has one cell a column."""

    key: str
    title: Text
    origin: Text
    columns: Sequence[Text]
    rows: Sequence[Row]

    def lines(self, most: int) -> list[tuple[str, str]]:
        """Return the first rows for a page: what leads, and the rest with the names of its columns."""
        return [(row[0], self._rest(row)) for row in self.rows[:most]]

    def _rest(self, row: Row) -> str:
        told = [(str(column), cell) for column, cell in zip(self.columns[1:], row[1:], strict=True) if cell]
        return " · ".join(cell if len(self.columns) == PAIR else f"{column} {cell}" for column, cell in told)


@dataclass(frozen=True)
class Source:
    """Where an app answers. ``read`` is given the person as actor, and whether numbers are to be written in full."""

    name: str
    order: int
    read: Callable[[Actor, bool], list[Section]]


_sources: dict[str, Source] = {}


def register_own_data(source: Source) -> None:
    """Add a source. Raises ValueError for a name that is taken."""
    if source.name in _sources:
        raise ValueError(f"The own data of {source.name} is registered twice.")
    _sources[source.name] = source


def own_data(actor: Actor, *, full: bool = False) -> list[Section]:
    """Return everything that is kept of the person who acts. With ``full`` sealed numbers are written out."""
    if actor.person_id is None:
        return []
    ordered = sorted(_sources.values(), key=lambda source: source.order)
    return [section for source in ordered for section in source.read(actor, full)]


def day_text(day: date | None) -> str:
    """Return a day as a copy writes it; empty for none and for an open end."""
    return day.isoformat() if day is not None and day.year < date.max.year else ""


def moment_text(moment: datetime | None) -> str:
    """Return a moment as a copy writes it, on the organisation's wall clock; empty for none."""
    return f"{clock.local(moment):%Y-%m-%d %H:%M}" if moment is not None else ""
