"""A rule as a value: what it says, on whose authority, how binding it is, and whether anybody checked it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Source:
    """Where a rule stands: the title of the document and the article. A custom has no issuer and no brackets."""

    title: str
    article: str = ""
    issued: bool = True

    def __str__(self) -> str:
        return f"《{self.title}》{self.article}" if self.issued else self.title


@dataclass(frozen=True)
class Rule:
    """One rule of the pack. ``checked`` is text, quoted, secondary or unverified; unverified rules say so on screen."""

    id: str
    value: int
    unit: str
    force: str
    adjust: str
    source: Source
    checked: str

    @property
    def verified(self) -> bool:
        """Return whether the wording was seen in the document itself or in a quotation."""
        return self.checked in {"text", "quoted"}


def rule_of(entry: Mapping[str, Any], documents: Mapping[str, Any]) -> Rule:
    """Return a pack's entry as a rule. Raises KeyError for a document that the section does not list."""
    source = entry["source"]
    document = documents[source["doc"]]
    article = str(source.get("article") or "")
    return Rule(
        id=entry["id"],
        value=int(entry["value"]),
        unit=entry["unit"],
        force=entry["force"],
        adjust=entry["adjust"],
        source=Source(document["title_zh"], article if article != "none" else "", bool(document["issuer"])),
        checked=entry["checked"],
    )
