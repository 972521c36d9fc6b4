"""Words of a pack in the reader's language: Chinese as written, traditional by conversion, English beside it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from tongxin.core.traditional import to_traditional


def word(entry: Mapping[str, Any], name: str = "name") -> str:
    """Return ``name_zh`` or ``name_en`` of an entry by the active language; Chinese where there is no English."""
    language = (get_language() or "zh-hans").lower()
    if language.startswith("en"):
        return str(entry.get(f"{name}_en") or entry[f"{name}_zh"])
    text = str(entry[f"{name}_zh"])
    return traditional(text) if language.startswith("zh-hant") else text


def traditional(text: str) -> str:
    """Return simplified Chinese in traditional characters."""
    return to_traditional(text)
