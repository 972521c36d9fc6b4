"""PUBLIC: the door of the rulebook."""

from tongxin.rulebook.citations import cited
from tongxin.rulebook.packs import BrokenPackError, section, section_names
from tongxin.rulebook.packs import digest as pack_digest
from tongxin.rulebook.reads import is_adopted
from tongxin.rulebook.rules import Rule, Source, rule_of
from tongxin.rulebook.words import traditional, word
from tongxin.rulebook.writes import adopt_pack

__all__ = [
    "BrokenPackError",
    "Rule",
    "Source",
    "adopt_pack",
    "cited",
    "is_adopted",
    "pack_digest",
    "rule_of",
    "section",
    "section_names",
    "traditional",
    "word",
]
