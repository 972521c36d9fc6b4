"""What will be erased when, the holds in force, and the last runs."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from tongxin.core import clock
from tongxin.core.retention import Held, holdings
from tongxin.retention.book import Term, terms
from tongxin.retention.models import Hold, Run, Switch
from tongxin.retention.words import months_words
from tongxin.rulebook.public import cited

SOON = timedelta(days=90)
SHOWN = 10


@dataclass(frozen=True)
class TermLine:
    """One term: how many contents are past it now, and how many more will be within 90 days."""

    term: Term
    due: int
    soon: int

    @property
    def source(self) -> str:
        """Where the term stands, in the reader's language."""
        return cited(str(self.term.rule.source))

    @property
    def kept(self) -> str:
        """How long it is kept, in words."""
        return months_words(self.term.rule.value)

    @property
    def least(self) -> str:
        """How long the law wants it kept at least, in words; empty where it names no time."""
        return months_words(self.term.least) if self.term.least else ""


def open_holds() -> QuerySet[Hold]:
    """Return the holds in force today."""
    return Hold.objects.filter(ended_at=None, until__gte=clock.today())


def held_people() -> tuple[bool, Held]:
    """Return whether everything is on hold, and the people about whom nothing is erased. One query."""
    ids = list(open_holds().values_list("person_id", flat=True))
    return None in ids, frozenset(pk for pk in ids if pk is not None)


def term_lines() -> list[TermLine]:
    """Return each term with what is past it. Three queries a term at most."""
    everything, held = held_people()
    known, found = holdings(), []
    for term in terms():
        due = known[term.what].due(term.cutoff(), held)
        later = known[term.what].due(term.cutoff() + SOON, held)
        found.append(TermLine(term, 0 if everything else due, later if everything else later - due))
    return found


def is_on() -> bool:
    """Return whether erasing is switched on."""
    return Switch.objects.filter(on=True).exists()


def last_runs() -> list[Run]:
    """Return the last runs, newest first."""
    return list(Run.objects.order_by("-pk")[:SHOWN])
