"""What the rule pack says about files that leave."""

from datetime import timedelta
from functools import cache

from tongxin.rulebook.public import Rule, rule_of, section


@cache
def _rules() -> dict[str, Rule]:
    found = section("exports")
    return {entry["id"]: rule_of(entry, found["documents"]) for entry in found["rules"]}


def most_alone() -> int:
    """Return how many sensitive rows of one kind one person may take in the window."""
    return _rules()["ex.alone"].value


def window() -> timedelta:
    """Return how far back rows are added up."""
    return timedelta(hours=_rules()["ex.window"].value)


def fetch_time() -> timedelta:
    """Return how long an approved file can be fetched."""
    return timedelta(hours=_rules()["ex.fetch"].value)


def answer_time() -> timedelta:
    """Return after what time a request that nobody answered lapses."""
    return timedelta(days=_rules()["ex.answer"].value)


def growth() -> int:
    """Return by how many of a hundred the rows may have grown since the approval."""
    return _rules()["ex.growth"].value
