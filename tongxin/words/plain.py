"""Text brought to one form, so that equal things compare as equal."""

import unicodedata

import rjieba

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\ufeff\u2060"))


def normalise(text: str) -> str:
    """Return the text in half-width lower case, blanks trimmed and each run of blanks made one."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_INVISIBLE).lower().split())


def squeeze(text: str) -> str:
    """Return the text without any blanks: two appeals that differ in blanks and line breaks only are duplicates."""
    return "".join(text.translate(_INVISIBLE).split())


def cut(text: str) -> list[str]:
    """Return the words of the text in their order, punctuation included, blanks left out."""
    return [word for word in rjieba.cut(text) if not word.isspace()]
