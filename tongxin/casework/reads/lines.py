"""A case as one line of a list: what this reader may see of it, and no more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongxin.casework.book import ACCEPT, ANSWER, HANDLER_ONLY, RATE, category_name, clock_rule, mode_name
from tongxin.casework.models import Case
from tongxin.casework.rights import HANDLE, SUPERVISE, can_read_words, can_see_raiser, can_see_title
from tongxin.clocks.public import Clock, State, Term, terms_of
from tongxin.core.policy import Actor
from tongxin.organisation.public import learn_above, reach

Terms = Mapping[str, Term]
RUNNING = (State.RUNNING, State.STOPPED)


@dataclass(frozen=True)
class CaseLine:
    """One line. ``title`` and ``raiser`` are already what the reader may see; ``terms`` are the latest of each kind."""

    case: Case
    title: str
    readable: bool
    knows_raiser: bool
    raiser: str
    place: str
    terms: Terms

    @property
    def category(self) -> str:
        """Return the category in words."""
        return category_name(self.case.category)

    @property
    def mode(self) -> str:
        """Return the way it was raised, in words."""
        return mode_name(self.case.mode)

    @property
    def sealed(self) -> bool:
        """Return whether only one handler may read it."""
        return self.case.mode == HANDLER_ONLY

    @property
    def term(self) -> Term | None:
        """Return the term of the answer: what the raiser waits for, and what is left to look back on."""
        return self.terms.get(ANSWER)

    @property
    def rate_term(self) -> Term | None:
        """Return the term in which the raiser may say whether it is solved."""
        return self.terms.get(RATE)

    @property
    def accept_term(self) -> Term | None:
        """Return the term for accepting."""
        return self.terms.get(ACCEPT)

    @property
    def urgent(self) -> Term | None:
        """Return the running term that falls due first; the answer's if none runs."""
        running = [term for term in self.terms.values() if term.state in RUNNING]
        return min(running, key=lambda term: term.due_on, default=self.term)

    @property
    def urgent_name(self) -> str:
        """Return what the urgent term is for; nothing where none runs."""
        running = ((kind, term) for kind, term in self.terms.items() if term.state in RUNNING)
        return next((clock_rule(kind).name for kind, term in running if term is self.urgent), "")

    @property
    def answer_name(self) -> str:
        """Return what the answer's term is for, as long as it runs."""
        return clock_rule(ANSWER).name if self.term and self.term.state in RUNNING else ""

    @property
    def others(self) -> list[tuple[str, Term]]:
        """Return the running terms beside the answer's, by kind."""
        return [(kind, term) for kind, term in self.terms.items() if term.state in RUNNING and term is not self.term]


def lines_of(actor: Actor, cases: Iterable[Case], *, opened: Case | None = None) -> list[CaseLine]:
    """Return cases as lines. At most four queries, however many; expects unit, place and raiser to be fetched.

    ``opened`` is the one of them that is shown whole, where the title is read with the rest.
    """
    rows = list(cases)
    terms = latest_terms(rows)
    if any(reach(actor, right).tree for right in (HANDLE, SUPERVISE)):
        learn_above(actor, {case.unit for case in rows})
    return [_line(actor, case, terms.get(case.label, {}), opened=case is opened) for case in rows]


def _line(actor: Actor, case: Case, terms: Terms, *, opened: bool) -> CaseLine:
    readable, raiser = can_read_words(actor, case), can_see_raiser(actor, case)
    titled = readable if opened else can_see_title(actor, case)
    return CaseLine(
        case=case,
        title=(case.words.title if titled else "") or case.number,
        readable=readable,
        knows_raiser=raiser,
        raiser=raiser_name(case) if raiser else mode_name(case.mode),
        place=place_name(case) if raiser else "",
        terms=terms,
    )


def raiser_name(case: Case) -> str:
    """Return who raised a case; the reader must have been allowed to know."""
    return case.raiser.name if case.raiser is not None else case.raiser_label or _("Unknown")


def place_name(case: Case) -> str:
    """Return where it happened; it points to the raiser, so it is guarded like the name."""
    unit = case.place.name if case.place is not None else ""
    return " · ".join(part for part in (unit, case.words.spot) if part)


def latest_terms(cases: Iterable[Case]) -> dict[str, Terms]:
    """Return by case label the latest term of each kind. Two queries."""
    clocks = list(
        Clock.objects.filter(subject__in=[case.label for case in cases]).order_by("pk").prefetch_related("entries")
    )
    terms = terms_of(clocks)
    found: dict[str, dict[str, Term]] = {}
    for clock in clocks:
        found.setdefault(clock.subject, {})[clock.kind] = terms[clock.pk]
    return dict(found)
