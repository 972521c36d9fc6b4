"""A case as one line of a list: what this reader may see of it, and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from tongxin.casework.book import HANDLER_ONLY, category_name, mode_name
from tongxin.casework.models import Case
from tongxin.casework.rights import can_read_words, can_see_raiser
from tongxin.clocks.public import Clock, State, Term, terms_of
from tongxin.core.policy import Actor


@dataclass(frozen=True)
class CaseLine:
    """One line. ``title`` and ``raiser`` are already what the reader may see; ``term`` is the nearest running one."""

    case: Case
    title: str
    readable: bool
    raiser: str
    place: str
    term: Term | None

    @property
    def category(self) -> str:
        """Return the category in words."""
        return category_name(self.case.category)

    @cached_property
    def mode(self) -> str:
        """Return the way it was raised, in words."""
        return mode_name(self.case.mode)

    @property
    def sealed(self) -> bool:
        """Return whether only one handler may read it."""
        return self.case.mode == HANDLER_ONLY


def lines_of(actor: Actor, cases: Iterable[Case]) -> list[CaseLine]:
    """Return cases as lines. Three queries, however many cases; expects unit, place and raiser to be fetched."""
    rows = list(cases)
    terms = nearest_terms(rows)
    return [_line(actor, case, terms.get(case.label)) for case in rows]


def _line(actor: Actor, case: Case, term: Term | None) -> CaseLine:
    readable, raiser = can_read_words(actor, case), can_see_raiser(actor, case)
    return CaseLine(
        case=case,
        title=case.words.title if readable else case.number,
        readable=readable,
        raiser=raiser_name(case) if raiser else mode_name(case.mode),
        place=place_name(case) if raiser else "",
        term=term,
    )


def raiser_name(case: Case) -> str:
    """Return who raised a case; the reader must have been allowed to know."""
    return case.raiser.name if case.raiser is not None else case.raiser_label or _("Unknown")


def place_name(case: Case) -> str:
    """Return where it happened; in a case for the handler only it points to the raiser, so it is guarded like the name."""
    unit = case.place.name if case.place is not None else ""
    return " · ".join(part for part in (unit, case.place_note) if part)


def nearest_terms(cases: Iterable[Case]) -> dict[str, Term]:
    """Return by case label the term that falls due first, or the last one that ended. Two queries."""
    labels = [case.label for case in cases]
    clocks = list(Clock.objects.filter(subject__in=labels).prefetch_related("entries"))
    chosen: dict[str, Clock] = {}
    for clock in clocks:
        best = chosen.get(clock.subject)
        if best is None or _rank(clock) < _rank(best):
            chosen[clock.subject] = clock
    terms = terms_of(chosen.values())
    return {label: terms[clock.pk] for label, clock in chosen.items()}


def _rank(clock: Clock) -> tuple[bool, int]:
    """Running clocks first, by day; of those that ended, the answer's rather than the others, the latest round first."""
    over = clock.state not in (State.RUNNING.value, State.STOPPED.value)
    return over, (clock.kind != "answer") * 10**6 - clock.round if over else clock.due_on.toordinal()
