"""Names of files: how they are shown, and which are refused."""

import re
import unicodedata

MAX_NAME = 120
NO_NAME = "file"
# Secrecy marks as 国家秘密定密管理规定 has them on a paper: a grade, or the star before the term.
SECRECY_MARK = re.compile("绝密|絕密|机密|機密|秘密|★")


def has_secrecy_mark(name: str) -> bool:
    """Return whether a name carries a mark of secrecy, also with spaces between the characters. Source: rl.secrecy."""
    return bool(SECRECY_MARK.search(re.sub(r"[\s_\-.·]", "", unicodedata.normalize("NFKC", name))))


def shown_name(name: str, suffixes: tuple[str, ...]) -> str:
    """Return a name without path, controls and invisible characters, that ends as the content does.

    ``run.bat`` that holds text becomes ``run.bat.txt``: nobody starts it by a click. ``suffixes`` are the endings of
    the content, the usual one first. At most 120 characters.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if char.isspace() else char for char in last if char.isspace() or _is_visible(char))
    plain = re.sub(r"\s+", " ", visible).strip(" .")
    fitting = next((end for end in suffixes if plain.lower().endswith(end)), "")
    stem, suffix = plain[: len(plain) - len(fitting)], fitting or suffixes[0]
    return (stem[: MAX_NAME - len(suffix)].strip(" .") or NO_NAME) + suffix


def _is_visible(char: str) -> bool:
    return not unicodedata.category(char).startswith("C")
