"""What the rule pack says about voice: categories, ways to raise, clocks, reasons to stop."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tongxin.rulebook.public import Rule, rule_of, section, word
from tongxin.words.public import KeywordClassifier

SECTION = "appeals"
OTHER = "other"
NAMED, HANDLER_ONLY = "named", "handler_only"
ACCEPT, FIRST_REPLY, ANSWER, RATE = "accept", "first_reply", "answer", "rate"


@dataclass(frozen=True)
class ClockRule:
    """How long one clock of a case runs. ``limit`` is the outer limit of law that no stop and no extension passes."""

    kind: str
    rule: Rule
    limit: Rule | None
    warn_before: int
    entry: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Return what the clock is for, in the reader's language."""
        return word(self.entry)


def _entries(name: str) -> Any:
    return section(SECTION)[name]


@cache
def clock_rule(kind: str) -> ClockRule:
    """Return the rule of one clock. Raises KeyError for an unknown kind."""
    documents = section(SECTION)["documents"]
    entry = {entry["kind"]: entry for entry in _entries("clocks")}[kind]
    limits = {limit["id"]: rule_of(limit, documents) for limit in _entries("limits")}
    return ClockRule(kind, rule_of(entry, documents), limits.get(entry["within"]), entry["warn_before"], entry)


@cache
def extension_rule() -> tuple[Rule, int]:
    """Return by how much an answer's term may be extended, and how often."""
    entry = _entries("extension")
    return rule_of(entry, section(SECTION)["documents"]), int(entry["times"])


def category_codes() -> list[str]:
    """Return the codes of all categories, in the pack's order."""
    return [entry["code"] for entry in _entries("categories")]


def category_name(code: str) -> str:
    """Return a category in the reader's language; a code that the pack no longer knows is shown as it is."""
    entry = next((entry for entry in _entries("categories") if entry["code"] == code), None)
    return word(entry) if entry else code


def category_choices() -> list[tuple[str, str]]:
    """Return code and name of all categories."""
    return [(entry["code"], word(entry)) for entry in _entries("categories")]


def mode_choices() -> list[tuple[str, str]]:
    """Return code and name of the ways to raise. No form offers more than is built."""
    return [(entry["code"], word(entry)) for entry in _entries("modes")]


def mode_notes() -> dict[str, str]:
    """Return what each way to raise means, in a few words."""
    return {entry["code"]: word(entry, "note") for entry in _entries("modes")}


def mode_name(code: str) -> str:
    """Return a way to raise in the reader's language."""
    return dict(mode_choices())[code]


def stop_choices() -> list[tuple[str, str]]:
    """Return code and name of the reasons for which a clock may stand."""
    return [(entry["code"], word(entry)) for entry in _entries("stops")]


def longest_stop(code: str) -> int:
    """Return after how many working days a stop of this kind ends by itself. Raises KeyError for an unknown reason."""
    return {entry["code"]: int(entry["max"]) for entry in _entries("stops")}[code]


@cache
def classifier() -> KeywordClassifier:
    """Return the first model behind the seam: words of the pack. It only ever suggests."""
    return KeywordClassifier({entry["code"]: entry["keywords"] for entry in _entries("categories")})


def suggest_category(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the likeliest category of a text and the words that spoke for it; ``other`` and none if nothing did."""
    found = classifier().suggest(text)
    return (found[0].code, found[0].because) if found else (OTHER, ())
