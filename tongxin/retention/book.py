"""The terms of the rule pack."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cache

from tongxin.core import clock
from tongxin.retention.rules import months_before
from tongxin.rulebook.public import Rule, rule_of, section, word


@dataclass(frozen=True)
class Term:
    """How long one kind of content is kept, and where that stands. ``least`` months the law wants at least."""

    what: str
    rule: Rule
    least: int

    @property
    def name(self) -> str:
        """Return the kind of content in the reader's language."""
        entries = section("retention")["terms"]
        return word(next(entry for entry in entries if entry["id"] == self.rule.id))

    def cutoff(self) -> datetime:
        """Return the moment before which the term of content is over today."""
        day = months_before(clock.today(), max(self.rule.value, self.least))
        return datetime.combine(day, time.min, clock.zone())


@cache
def terms() -> tuple[Term, ...]:
    """Return all terms in the pack's order."""
    found = section("retention")
    return tuple(
        Term(entry["what"], rule_of(entry, found["documents"]), int(entry["least"])) for entry in found["terms"]
    )
