"""Guesses the type of a unit from its name and its place, where a file does not say it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TypeHint:
    """How a type is recognised: by the longest ending of the name, else by its level or by having none below."""

    code: str
    names: tuple[str, ...]
    endings: tuple[str, ...]
    level: int | None = None
    leaf: bool = False


def hints_of(line: Mapping[str, Any], spell: Callable[[str], str] = str) -> list[TypeHint]:
    """Return the hints of one line of the pack; ``spell`` writes a Chinese name in another way, as in traditional."""
    return [
        TypeHint(
            entry["code"],
            (entry["name_zh"], spell(entry["name_zh"]), entry["name_en"], entry["code"]),
            tuple(entry["endings"]),
            entry.get("level"),
            entry.get("leaf", False),
        )
        for entry in line["types"]
    ]


def guess_type(hints: Sequence[TypeHint], name: str, level: int, *, leaf: bool) -> str:
    """Return the code of the likeliest type of a unit ``level`` steps below its root."""
    by_ending = [(len(ending), hint.code) for hint in hints for ending in hint.endings if name.endswith(ending)]
    if by_ending:
        longest = max(length for length, _code in by_ending)
        return next(code for length, code in by_ending if length == longest)
    by_place = [hint.code for hint in hints if leaf and level and hint.leaf]
    by_place += [hint.code for hint in hints if hint.level == level]
    return by_place[0] if by_place else hints[-1].code


def type_named(hints: Sequence[TypeHint], text: str) -> str:
    """Return the code of the type that a text names in Chinese, English or by code; empty for an unknown one."""
    wanted = "".join(text.split()).casefold()
    for hint in hints:
        for name in hint.names:
            if wanted in {"".join(part.split()).casefold() for part in (name, *name.split("、"))}:
                return hint.code
    return ""
