"""Where a figure comes from: each app says it of its own figures, and one page shows it.

A figure is of units and matters, never of a person's work. ``prove`` counts once as the pages do and once by another
way, for whoever asks now: an address that was copied gives its reader what his own rights give, and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from tongxin.core import clock, cursors
from tongxin.core.errors import NotFoundError, Text
from tongxin.core.modules import refuse_off
from tongxin.core.policy import Actor, may

MINE = "mine"  # of all units that the reader's right reaches


@dataclass(frozen=True)
class Asked:
    """What an address asks of a figure: ``of`` names the unit or group, ``since`` when its reader saw it last."""

    of: str
    since: datetime | None = None


@dataclass(frozen=True)
class Row:
    """One record that was counted, as far as the reader may see it. ``mark`` says where the two ways differ."""

    title: Text
    note: Text = ""
    url: str = ""
    mark: Text = ""


@dataclass(frozen=True)
class Proof:
    """A figure counted twice at one moment. ``shown`` is what pages show, ``again`` what the other way gives.

    ``sample`` says how far the other way went where that is not everything. ``why`` explains a difference. ``rows``
    gives some of the ``n_rows`` records that the reader may see; ``n_hidden`` more are counted. ``closed`` says why
    none is opened. ``n_moved`` of the records have changed since the moment that was asked for.
    """

    scope: Sequence[tuple[Text, Text]]
    shown: str
    again: str
    agrees: bool
    sample: Text = ""
    why: Sequence[Text] = ()
    left_out: Sequence[Text] = ()
    closed: Text = ""
    n_rows: int = 0
    n_hidden: int = 0
    n_moved: int = 0
    rows: Callable[[int, int], Sequence[Row]] = lambda _first, _last: ()


@dataclass(frozen=True)
class Figure:
    """One figure that pages show. Those of one ``group`` are shown side by side; ``needs`` are rights, one is enough.

    ``source`` gives the document or the rule that says what is counted, ``way`` how the second count is made.
    """

    name: str
    group: str
    title: Text
    definition: Text
    source: Callable[[], Text]
    way: Text
    needs: tuple[str, ...]
    prove: Callable[[Actor, Asked], Proof]


@dataclass(frozen=True)
class Seen:
    """What a page showed to the reader, and when."""

    value: str
    at: datetime


_figures: dict[str, Figure] = {}
_page: list[Callable[[str, str], str]] = []


def register_figures(*figures: Figure) -> None:
    """Add figures. Raises ValueError for a name that is taken."""
    for figure in figures:
        if figure.name in _figures:
            raise ValueError(f"The figure {figure.name} is registered twice.")
        _figures[figure.name] = figure


def declared_figures() -> dict[str, Figure]:
    """Return all figures by name."""
    return dict(_figures)


def register_page(address: Callable[[str, str], str]) -> None:
    """Name the one page, by the name of the figure and what it is of. Called once, by ``portal``."""
    _page[:] = [address]


def access_figure(actor: Actor, name: str) -> Figure:
    """Return a figure that the actor may ask about. Raises NotFoundError, ModuleOffError for a module that is off."""
    figure = _figures.get(name)
    if figure is None or not any(may(actor, right) for right in figure.needs):
        raise NotFoundError
    refuse_off(name)
    return figure


def beside(actor: Actor, figure: Figure) -> list[Figure]:
    """Return the figures of the same group that the actor may ask about, in the order in which they were registered."""
    group = [other for other in _figures.values() if other.group == figure.group]
    return [other for other in group if any(may(actor, right) for right in other.needs)]


def link(actor: Actor, name: str, of: str, value: object) -> str:
    """Return the address of the page about a figure that shows ``value``. Raises KeyError for one nobody registered."""
    _figures[name]
    seen = cursors.packed([actor.label, name, of, str(value), clock.now().isoformat(timespec="seconds")])
    return f"{address_of(name, of)}?{urlencode({'seen': seen})}"


def address_of(name: str, of: str) -> str:
    """Return the bare address of the page about a figure."""
    return _page[0](name, of)


def seen_in(actor: Actor, name: str, of: str, mark: str) -> Seen | None:
    """Return what a link says that a page showed; None for another reader's link, of which nothing is told."""
    try:
        who, what, whom, value, at = (cursors.text_in(part) for part in cursors.unpacked(mark))
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return Seen(value, moment) if (who, what, whom) == (actor.label, name, of) else None
