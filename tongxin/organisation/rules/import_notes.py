"""What a check of a sheet says beside its counts: what looks wrong in the large, and which values stay unsaid."""

from collections.abc import Mapping
from typing import Any

SHARE = 0.1
LEAST = 3
MOST_DIGITS = 5


def cautions(counts: Mapping[str, Any], present: int) -> list[str]:
    """Return the codes of what should make one stop: more than a tenth leave, move, or are refused.

    ``present`` are those who work below the unit of which the file holds everybody. Fewer than three never count.
    """
    found = []
    if _is_much(counts.get("left", 0), present):
        found.append("many_leave")
    if _is_much(counts.get("moved", 0), counts.get("rows", 0)):
        found.append("many_move")
    if _is_much(counts.get("rejected", 0), counts.get("rows", 0)):
        found.append("many_refused")
    return found


def changes_anything(counts: Mapping[str, Any]) -> bool:
    """Return whether bringing in the sheet would change anything."""
    return any(counts.get(name, 0) for name in ("new", "changed", "moved", "left"))


def sayable(value: str) -> str:
    """Return a value of a roster; empty where it may be an identity number or a phone, also masked or misplaced."""
    digits = sum(character.isdigit() for character in value)
    return "" if digits > MOST_DIGITS or "*" in value else value


def _is_much(part: int, whole: int) -> bool:
    return part >= LEAST and part > whole * SHARE
