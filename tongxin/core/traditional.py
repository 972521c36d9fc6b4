"""Simplified Chinese in traditional characters: reviewed words as they stand, the rest character by character.

Never by OpenCC's phrases of Taiwan: they turn a prospective member (发展对象) into a thing, and a project into a case.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from opencc import OpenCC

TERMS = Path(__file__).with_name("zh_hant_terms.txt")


@cache
def to_traditional(text: str) -> str:
    """Return a text in traditional characters."""
    parts = _reviewed().split(text)
    return "".join(terms().get(part) or _converter().convert(part) for part in parts)


@cache
def terms() -> dict[str, str]:
    """Return the reviewed words: simplified and traditional, one pair a line."""
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t" if "\t" in line else None) for line in lines if line and not line.startswith("#"))


@cache
def _reviewed() -> re.Pattern[str]:
    longest_first = "|".join(re.escape(term) for term in sorted(terms(), key=len, reverse=True))
    return re.compile(f"({longest_first})")


@cache
def _converter() -> Any:
    return OpenCC("s2tw")
